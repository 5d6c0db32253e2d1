"""How complete records are now, and storing that before and after a guidance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core import clock
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.figures.facts import completeness_now, known_of
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.rules.completeness import Completeness


async def completeness_of(cooperative_ids: Sequence[int], day: date) -> dict[int, Completeness]:
    """The completeness of each cooperative by the rule in force on the day; few statements however many."""
    if not cooperative_ids:
        return {}
    rules = await rule_book(day)
    return {
        known.cooperative.id: completeness_now(rules, known, day)
        for known in await known_of(list(cooperative_ids), day)
    }


async def open_records(activity_id: int, cooperative_ids: Sequence[int], day: date, opened_by: str) -> int:
    """Keep how complete these records are before the guidance; those opened already stay as they are. How many."""
    known = {one.cooperative_id for one in await GuidedCompletion.filter(activity_id=activity_id)}
    found = await completeness_of([key for key in cooperative_ids if key not in known], day)
    moment = clock.now()
    fresh = [
        (activity_id, key, one.score, _names(one), moment, opened_by) for key, one in sorted(found.items())
    ]
    keys = await reserve_ids(GuidedCompletion, len(fresh))
    if fresh:
        await copy_rows(
            GuidedCompletion,
            (
                "id",
                "activity_id",
                "cooperative_id",
                "before",
                "missing_before",
                "opened_at",
                "opened_by",
                "missing_after",
            ),
            [(key, *row, "") for key, row in zip(keys, fresh, strict=True)],
        )
    return len(fresh)


async def measure_records(activity_id: int, day: date) -> int:
    """Keep how complete the opened records are now; how many."""
    opened = await GuidedCompletion.filter(activity_id=activity_id)
    found = await completeness_of([one.cooperative_id for one in opened], day)
    moment = clock.now()
    for one in opened:
        now = found[one.cooperative_id]
        one.after, one.missing_after, one.measured_at = now.score, _names(now), moment
    if opened:
        await GuidedCompletion.bulk_update(opened, ["after", "missing_after", "measured_at"])
    return len(opened)


def _names(found: Completeness) -> str:
    return ",".join(each.name for each in found.missing)[:1000]
