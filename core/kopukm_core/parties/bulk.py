"""Entering many parties at once, for imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kopukm_core import clock
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.parties.naming import stored_name


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to enter. The region's existence is left to the foreign key."""

    name: str
    region_code: str | None
    outside_region: str = ""


async def create_parties(kind: PartyKind, plugin: str, parties: Sequence[NewParty]) -> list[int]:
    """Enter the parties in this transaction; their keys, in the same order."""
    keys = await reserve_ids(Party, len(parties))
    stored = [party_row(kind, plugin, party) for party in parties]
    if stored:
        rows = [(key, *row.values()) for key, row in zip(keys, stored, strict=True)]
        await copy_rows(Party, ("id", *stored[0]), rows)
    return keys


def party_row(kind: PartyKind, plugin: str, party: NewParty) -> dict[str, object]:
    """The party as its table keeps it, by field name."""
    named, moment = stored_name(party.name), clock.now()
    return {
        "kind": kind,
        "name": named.name,
        "sort_key": named.sort_key,
        "search_text": named.search_text,
        "region_id": party.region_code,
        "outside_region": party.outside_region[:200],
        "plugin": plugin,
        "created_at": moment,
        "changed_at": moment,
    }
