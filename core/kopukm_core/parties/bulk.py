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
    moment = clock.now()
    rows = []
    for key, party in zip(keys, parties, strict=True):
        named = stored_name(party.name)
        rows.append(
            (
                key,
                kind,
                named.name,
                named.sort_key,
                named.search_text,
                party.region_code,
                party.outside_region[:200],
                plugin,
                moment,
                moment,
            )
        )
    columns = (
        "id",
        "kind",
        "name",
        "sort_key",
        "search_text",
        "region_id",
        "outside_region",
        "plugin",
        "created_at",
        "changed_at",
    )
    await copy_rows(Party, columns, rows)
    return keys
