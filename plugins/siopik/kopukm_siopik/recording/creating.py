"""New cooperatives, with their parties, first versions, officers and audit rows, copied in together."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.db import copy_rows, reserve_ids, search_text, sort_key
from kopukm_core.parties import NewParty, PartyKind, create_parties
from kopukm_siopik.models import FACTS, Cooperative
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.recording.officers import replace_officers
from kopukm_siopik.recording.versions import Version, add_versions

PLUGIN = "siopik"


async def create_many(context: CommandContext, entries: Sequence[Entry]) -> list[int]:
    """Enter the cooperatives; their keys, in the same order."""
    if not entries:
        return []
    moment = clock.now()
    parties = await create_parties(
        PartyKind.ORGANISATION,
        PLUGIN,
        [
            NewParty(
                entry.facts["name"], entry.region_code, _outside(entry) if entry.region_code is None else ""
            )
            for entry in entries
        ],
    )
    keys = await reserve_ids(Cooperative, len(entries))
    columns = (
        "id",
        "party_id",
        "region_id",
        "sort_key",
        "search_text",
        "legal_entity_key",
        "effective_on",
        "recorded_at",
        *FACTS,
    )
    await copy_rows(
        Cooperative,
        columns,
        [
            (
                key,
                party,
                entry.region_code,
                sort_key(entry.facts["name"]),
                search_text(entry.facts["name"]),
                entry.legal_entity_key,
                entry.effective_on,
                moment,
                *facts_in_order(entry),
            )
            for key, party, entry in zip(keys, parties, entries, strict=True)
        ],
    )
    await add_versions(
        context,
        [
            Version(key, entry.effective_on, entry.region_code, facts_in_order(entry))
            for key, entry in zip(keys, entries, strict=True)
        ],
    )
    await replace_officers(
        [(key, entry.officers, entry.effective_on) for key, entry in zip(keys, entries, strict=True)],
        context.record_id,
    )
    await audit_many(context, "create", Cooperative, keys)
    return keys


def facts_in_order(entry: Entry) -> tuple[object, ...]:
    """The facts as FACTS orders them, with the one that may not be unknown filled in."""
    return tuple(bool(entry.facts[name]) if name == "office_outside" else entry.facts[name] for name in FACTS)


def _outside(entry: Entry) -> str:
    return str(entry.facts["address"] or "") if entry.facts["office_outside"] else ""
