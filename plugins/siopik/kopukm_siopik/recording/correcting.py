"""Bringing a stored cooperative up to date with what an entry tells."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import Changes, CommandContext
from kopukm_core.db import connection, search_text, sort_key
from kopukm_core.parties import move_party, rename_party
from kopukm_siopik.models import FACTS, Cooperative
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.recording.officers import replace_officers
from kopukm_siopik.recording.versions import Version, add_versions
from kopukm_siopik.rules import legal_entity_key

PERSONAL = frozenset({"email", "phone"})
"""Facts whose values stay out of the audit."""


async def correct(
    context: CommandContext, cooperative: Cooperative, entry: Entry, *, cleared: Collection[str] = ()
) -> bool:
    """Store what the entry tells and differs; whether anything did.

    A change that took effect before the present state did goes into the history only.
    """
    changes = {**entry.changes(facts_of(cooperative)), **_clearing(cooperative, cleared)}
    changed_officers = await replace_officers([(cooperative.id, entry.officers, entry.effective_on)])
    if not changes:
        if changed_officers:
            await context.audit("update", cooperative, {"officers": ("(pribadi)", "(pribadi)")})
        return bool(changed_officers)
    after = {**facts_of(cooperative), **{name: value for name, (_, value) in changes.items()}}
    await add_versions(
        context,
        [
            Version(
                cooperative.id, entry.effective_on, after["region_code"], tuple(after[name] for name in FACTS)
            )
        ],
    )
    if entry.effective_on >= cooperative.effective_on:
        await _update(cooperative, entry, changes)
    await context.audit("update", cooperative, _without_personal(changes))
    return True


def facts_of(cooperative: Cooperative) -> dict[str, Any]:
    """The facts with the region, as FACTS names them."""
    return {**{name: getattr(cooperative, name) for name in FACTS}, "region_code": cooperative.region_id}


async def _update(cooperative: Cooperative, entry: Entry, changes: Changes) -> None:
    for name, (_, value) in changes.items():
        setattr(cooperative, "region_id" if name == "region_code" else name, value)
    cooperative.effective_on, cooperative.recorded_at = entry.effective_on, clock.now()
    number = cooperative.legal_entity_number
    cooperative.legal_entity_key = legal_entity_key(number) if number else None
    cooperative.sort_key, cooperative.search_text = sort_key(cooperative.name), search_text(cooperative.name)
    await cooperative.save()
    if "name" in changes:
        await rename_party(connection(), cooperative.party_id, cooperative.name)
    if "region_code" in changes:
        await move_party(connection(), cooperative.party_id, cooperative.region_id)


def _clearing(cooperative: Cooperative, cleared: Collection[str]) -> dict[str, tuple[Any, Any]]:
    current = facts_of(cooperative)
    return {name: (current[name], None) for name in cleared if current[name] is not None}


def _without_personal(changes: Changes) -> Changes:
    return {
        name: ("(pribadi)", "(pribadi)") if name in PERSONAL else (_shown(before), _shown(after))
        for name, (before, after) in changes.items()
    }


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
