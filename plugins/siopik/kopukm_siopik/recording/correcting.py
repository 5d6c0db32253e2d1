"""Bringing a stored cooperative up to date with what an entry tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import Changes, CommandContext
from kopukm_core.db import connection, search_text, sort_key
from kopukm_core.parties import move_party, rename_party
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.models import FACTS, Cooperative
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.recording.officers import replace_officers
from kopukm_siopik.recording.versions import Facts, add_versions, later_states, state_on, version_of
from kopukm_siopik.rules import legal_entity_key

PERSONAL = frozenset({"email", "npwp", "phone"})
"""Facts whose values stay out of the audit."""

HIDDEN = ("(pribadi)", "(pribadi)")


async def correct(
    context: CommandContext,
    cooperative: Cooperative,
    entry: Entry,
    *,
    cleared: Collection[str] = (),
    lasting: bool = False,
) -> bool:
    """Store what the entry tells and differs from the state on that day; whether anything did.

    What took effect before the present state did goes into the history only. A `lasting` change (a dissolution) holds
    for every later state as well.
    """
    present = facts_of(cooperative)
    is_past = entry.effective_on < cooperative.effective_on
    base = await state_on(cooperative.id, entry.effective_on) if is_past else present
    changes = _changes(entry, base, cleared)
    officers_changed = await replace_officers(
        [(cooperative.id, entry.officers, entry.effective_on)], context.record_id
    )
    versions = [version_of(cooperative.id, entry.effective_on, _after(base, changes))] if changes else []
    if is_past and lasting:
        for since, facts in await later_states(cooperative.id, entry.effective_on):
            versions.append(version_of(cooperative.id, since, _after(facts, _changes(entry, facts, cleared))))
    await add_versions(context, versions)
    if not is_past and changes:
        cooperative.effective_on = entry.effective_on
        await update_present(cooperative, changes)
    elif lasting:
        await update_present(cooperative, _changes(entry, present, cleared))
    told = {**_without_personal(changes), **({"officers": HIDDEN} if officers_changed else {})}
    if told:
        await context.audit("update", cooperative, told)
    return bool(told)


def facts_of(cooperative: Cooperative) -> Facts:
    """The facts with the region, as FACTS names them."""
    return {**{name: getattr(cooperative, name) for name in FACTS}, "region_code": cooperative.region_id}


def _changes(entry: Entry, facts: Facts, cleared: Collection[str]) -> dict[str, tuple[Any, Any]]:
    emptied = {name: (facts[name], None) for name in cleared if facts[name] is not None}
    changes = {**entry.changes(facts), **emptied}
    if _is_revived(facts, changes):
        changes["dissolved_on"] = (facts["dissolved_on"], None)
    return changes


def _is_revived(facts: Facts, changes: Changes) -> bool:
    """Whether the changes take a recorded dissolution back: the day of it goes with the status."""
    if facts["dissolved_on"] is None or "status" not in changes or "dissolved_on" in changes:
        return False
    return changes["status"][1] is not CooperativeStatus.DISSOLVED


def _after(facts: Facts, changes: Changes) -> Facts:
    return {**facts, **{name: value for name, (_, value) in changes.items()}}


async def update_present(cooperative: Cooperative, changes: Changes) -> None:
    """Bring the present row and its party to what the changes say, recorded now."""
    for name, (_, value) in changes.items():
        setattr(cooperative, "region_id" if name == "region_code" else name, value)
    cooperative.recorded_at = clock.now()
    number = cooperative.legal_entity_number
    cooperative.legal_entity_key = legal_entity_key(number) if number else None
    cooperative.sort_key, cooperative.search_text = sort_key(cooperative.name), search_text(cooperative.name)
    await cooperative.save()
    if "name" in changes:
        await rename_party(connection(), cooperative.party_id, cooperative.name)
    if "region_code" in changes:
        await move_party(connection(), cooperative.party_id, cooperative.region_id)


def _without_personal(changes: Changes) -> Mapping[str, tuple[Any, Any]]:
    return {
        name: HIDDEN if name in PERSONAL else (_shown(before), _shown(after))
        for name, (before, after) in changes.items()
    }


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
