"""New cooperatives, with their parties, first versions, officers and audit rows, stored together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from kopukm_core import clock
from kopukm_core.commands import CommandContext, StoredRecord, audit_many
from kopukm_core.db import NewKey, copy_rows, reserve_ids, search_text, sort_key
from kopukm_core.parties import NewParty, Party, PartyKind, create_parties, party_row
from kopukm_siopik.models import FACTS, Cooperative, CooperativeVersion, Officer
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.recording.officers import officer_row, replace_officers
from kopukm_siopik.recording.versions import Version, add_versions, version_row

PLUGIN = "siopik"


async def create_one(context: CommandContext, entry: Entry) -> StoredRecord:
    """Have the cooperative entered with the end of the command's record."""
    party = await context.insert(Party, party_row(PartyKind.ORGANISATION, PLUGIN, _party(entry)))
    stored = await context.create(Cooperative, _row(entry, party, clock.now()))
    key = cast(NewKey, stored.key)
    version = Version(key, entry.effective_on, entry.region_code, facts_in_order(entry))
    await context.insert(CooperativeVersion, version_row(context, version))
    for position, name in entry.officers.items():
        await context.insert(Officer, officer_row(key, position, name, entry.effective_on, context.record_id))
    return stored


async def create_many(context: CommandContext, entries: Sequence[Entry]) -> list[int]:
    """Enter the cooperatives; their keys, in the same order."""
    if not entries:
        return []
    moment = clock.now()
    parties = await create_parties(PartyKind.ORGANISATION, PLUGIN, [_party(entry) for entry in entries])
    keys = await reserve_ids(Cooperative, len(entries))
    stored = [_row(entry, party, moment) for party, entry in zip(parties, entries, strict=True)]
    await copy_rows(
        Cooperative,
        ("id", *stored[0]),
        [(key, *row.values()) for key, row in zip(keys, stored, strict=True)],
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


def _party(entry: Entry) -> NewParty:
    outside = _outside(entry) if entry.region_code is None else ""
    return NewParty(entry.facts["name"], entry.region_code, outside)


def _row(entry: Entry, party: int | NewKey, moment: datetime) -> dict[str, object]:
    """The cooperative as its table keeps it, by field name."""
    return {
        "party_id": party,
        "region_id": entry.region_code,
        "sort_key": sort_key(entry.facts["name"]),
        "search_text": search_text(entry.facts["name"]),
        "legal_entity_key": entry.legal_entity_key,
        "effective_on": entry.effective_on,
        "recorded_at": moment,
        **dict(zip(FACTS, facts_in_order(entry), strict=True)),
    }


def facts_in_order(entry: Entry) -> tuple[object, ...]:
    """The facts as FACTS orders them, with the one that may not be unknown filled in."""
    return tuple(bool(entry.facts[name]) if name == "office_outside" else entry.facts[name] for name in FACTS)


def _outside(entry: Entry) -> str:
    return str(entry.facts["address"] or "") if entry.facts["office_outside"] else ""
