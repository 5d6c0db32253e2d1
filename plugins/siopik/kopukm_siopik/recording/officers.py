"""Who is in office: the present ones replace the former, who are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kopukm_core import clock
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.choices import OfficerPosition
from kopukm_siopik.models import Officer

InOffice = tuple[int, Mapping[OfficerPosition, str], date]
"""A cooperative's key, the names told, and since when."""


async def replace_officers(told: Sequence[InOffice]) -> set[int]:
    """Store the names that are new, and close the rows they replace; the cooperatives in which anything changed."""
    wanted = {
        (cooperative_id, position): (name, since)
        for cooperative_id, names, since in told
        for position, name in names.items()
    }
    if not wanted:
        return set()
    current = {
        (one.cooperative_id, one.position): one
        for one in await Officer.filter(
            cooperative_id__in=sorted({key for key, _ in wanted}), is_current=True
        )
    }
    fresh = {
        key: value for key, value in wanted.items() if key not in current or current[key].name != value[0]
    }
    moment = clock.now()
    replaced = [current[key].id for key in fresh if key in current]
    if replaced:
        await Officer.filter(id__in=replaced).update(replaced_at=moment, is_current=False)
    keys = await reserve_ids(Officer, len(fresh))
    await copy_rows(
        Officer,
        ("id", "cooperative_id", "position", "name", "effective_on", "recorded_at", "is_current"),
        [
            (key, cooperative_id, position, name, since, moment, True)
            for key, ((cooperative_id, position), (name, since)) in zip(keys, fresh.items(), strict=True)
        ],
    )
    return {cooperative_id for cooperative_id, _ in fresh}
