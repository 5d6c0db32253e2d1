"""Filling the list of an outreach: the next candidates in turn, as many as there are places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kopukm_core.commands import CommandContext
from kopukm_core.db import hold
from kopukm_core.scheduling.activities import Activity
from kopukm_core.scheduling.activities.targets import propose_candidates
from kopukm_siopik.outreach.targeting.candidates import candidates_of
from kopukm_siopik.outreach.targeting.order import TargetOrder

LOCK = "siopik.outreach"
"""Held by whoever fills a list: two outreaches of one month never propose the same cooperative."""


@dataclass(frozen=True, slots=True)
class ListFilled:
    """Banyaknya sasaran yang diusulkan, dan yang menunggu giliran."""

    targets: int = field(metadata={"description": "Banyaknya sasaran yang diusulkan sekarang."})
    left_over: int = field(
        metadata={
            "description": "Yang belum mendapat tempat dan belum lama ini diundang: giliran berikutnya."
        }
    )
    resting: int = field(
        metadata={"description": "Yang belum lama ini diundang, di belakang semua yang lain."}
    )
    more_times: int = field(
        metadata={"description": "Berapa kali lagi sebanyak ini sampai semua yang menunggu mendapat giliran."}
    )


async def fill_list(
    context: CommandContext, activity: Activity, region: str, places: int, order: Sequence[TargetOrder] = ()
) -> ListFilled:
    """Propose the next `places` candidates of the region, in the caller's transaction; `activity` is of a cycle."""
    await hold(LOCK)
    candidates = await candidates_of(
        context.platform, context.actor, activity.cycle_id or 0, region, order, besides=activity.id
    )
    proposed = await propose_candidates(context, activity, candidates, places)
    waiting = proposed.left_over - proposed.resting
    return ListFilled(proposed.count, waiting, proposed.resting, times_for(waiting, places))


def times_for(waiting: int, places: int) -> int:
    """How many outreaches of so many places these are."""
    return -(-waiting // places)
