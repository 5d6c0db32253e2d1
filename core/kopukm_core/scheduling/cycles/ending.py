"""What ends a step: one compare-and-swap, and other days for the steps that follow it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.programmes.timeline import Anchor
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.cycles.choices import ChangeCause
from kopukm_core.scheduling.cycles.finding import MARGIN
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.redating import moves_of, store_moves


async def end_step(
    step: CycleStep, *, done_on: date, done_by: str, text: str, link: str, is_automatic: bool = False
) -> bool:
    """Mark the step as done if it is still open; False where somebody was before."""
    now = clock.now()
    ended = await CycleStep.filter(id=step.id, done_at=None, waived_at=None).update(
        done_at=now,
        done_on=done_on,
        done_by=done_by,
        evidence_text=text,
        evidence_link=link,
        is_automatic=is_automatic,
        changed_at=now,
    )
    if ended:
        await step.refresh_from_db()
    return bool(ended)


async def redate_followers(cycle: ProgrammeCycle, time_zone: ZoneInfo) -> None:
    """Count the open steps that follow another from the day on which that was done. The cycle is locked."""
    if await TimelineStep.exists(timeline_id=cycle.timeline_id, anchor=Anchor.STEP):
        await redate_open_steps(cycle, time_zone)


async def redate_open_steps(cycle: ProgrammeCycle, time_zone: ZoneInfo) -> None:
    """Give the open steps of a locked cycle the days that the calendar and the steps done give them now."""
    first, last = min(cycle.held_on, cycle.first_session_on), max(cycle.held_on, cycle.last_session_on)
    calendar = await load_calendar(first - MARGIN, last + MARGIN, time_zone=time_zone)
    await store_moves(await moves_of([cycle], calendar), ChangeCause.STEP_DONE)
