"""Who is in office: the present ones replace the former, who are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kopukm_core import clock
from kopukm_core.db import NewKey, copy_rows, reserve_ids
from kopukm_siopik.choices import OfficerPosition
from kopukm_siopik.models import Officer

InOffice = tuple[int, Mapping[OfficerPosition, str], date]
"""A cooperative's key, the names told, and since when."""


async def replace_officers(told: Sequence[InOffice], record_id: int) -> set[int]:
    """Store the names that are new, and close the rows they replace; the cooperatives in which anything changed.

    `record_id` is the command record that tells them.
    Somebody in office before the present one took office goes into the history only.
    """
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
    past = {key for key, (_, since) in fresh.items() if key in current and since < current[key].effective_on}
    fresh = await _without_known(fresh, past)
    moment = clock.now()
    replaced = [current[key].id for key in fresh if key in current and key not in past]
    if replaced:
        await Officer.filter(id__in=replaced).update(replaced_at=moment, is_current=False)
    keys = await reserve_ids(Officer, len(fresh))
    await copy_rows(
        Officer,
        (
            "id",
            "cooperative_id",
            "position",
            "name",
            "effective_on",
            "recorded_at",
            "replaced_at",
            "is_current",
            "command_record_id",
        ),
        [
            (
                key,
                cooperative_id,
                position,
                name,
                since,
                moment,
                moment if (cooperative_id, position) in past else None,
                (cooperative_id, position) not in past,
                record_id,
            )
            for key, ((cooperative_id, position), (name, since)) in zip(keys, fresh.items(), strict=True)
        ],
    )
    return {cooperative_id for cooperative_id, _ in fresh}


def officer_row(
    cooperative_id: int | NewKey, position: OfficerPosition, name: str, since: date, record_id: int
) -> dict[str, object]:
    """Somebody in office now, as the table keeps them, by field name."""
    return {
        "cooperative_id": cooperative_id,
        "position": position,
        "name": name,
        "effective_on": since,
        "recorded_at": clock.now(),
        "is_current": True,
        "command_record_id": record_id,
    }


Wanted = dict[tuple[int, OfficerPosition], tuple[str, date]]


async def _without_known(fresh: Wanted, past: set[tuple[int, OfficerPosition]]) -> Wanted:
    """Without the past ones that the history already holds."""
    if not past:
        return fresh
    known = {
        (one.cooperative_id, one.position, one.name, one.effective_on)
        for one in await Officer.filter(cooperative_id__in=sorted({key for key, _ in past}), is_current=False)
    }
    return {key: value for key, value in fresh.items() if key not in past or (*key, *value) not in known}
