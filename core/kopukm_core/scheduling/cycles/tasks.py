"""Jobs of cycles: other dates after the calendar changed, evidence that records give, and the morning's reminder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.db import after_commit, hold
from kopukm_core.events import publish
from kopukm_core.jobs import JobContext, Schedule, Task, task
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.checking import check_open_steps
from kopukm_core.scheduling.cycles.choices import ChangeCause
from kopukm_core.scheduling.cycles.effect import calendar_of_cycles, cycles_near
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.redating import Move, moves_of, store_moves
from kopukm_core.scheduling.cycles.reminding import remind_units
from kopukm_core.scheduling.cycles.telling import tell_units
from kopukm_core.scheduling.cycles.why import days_words

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


@task("core.redate_steps")
async def redate_steps(job: JobContext, days: list[str]) -> None:
    """Memberi tanggal baru kepada langkah yang masih terbuka sesudah hari libur berubah, dan memberi tahu unitnya."""
    changed = [date.fromisoformat(day) for day in days]
    async with job.transaction():
        moves = await redate_days(changed, job.settings.time_zone, f"job-{job.job_id}")
        await _announce([move.cycle for move in moves])
    job.logger.info("redated %d steps", len(moves))


async def redate_days(days: Iterable[date], time_zone: ZoneInfo, key: str) -> list[Move]:
    """Date the open steps around these days anew and tell their units, in the caller's transaction; what moved.

    `key` names the change: with the same one nobody is told twice.
    """
    changed = sorted(days)
    await hold("core.redate_steps")
    near = [cycle.id for cycle in await cycles_near(changed[0], changed[-1])]
    # Locked before their days are read: who moves one meanwhile comes before or after.
    cycles = await ProgrammeCycle.filter(id__in=near).select_for_update().order_by("id")
    calendar = await calendar_of_cycles(cycles, time_zone)
    moves = [] if calendar is None else await moves_of(cycles, calendar)
    kept = await store_moves(moves, ChangeCause.CALENDAR)
    await tell_units(kept, f"hari libur berubah ({days_words(changed)}).", key)
    return kept


@task("core.check_steps")
async def check_steps(job: JobContext) -> None:
    """Menyelesaikan langkah yang sudah terbukti dari data."""
    async with job.transaction():
        today = clock.today(job.settings.time_zone)
        changed = await check_open_steps(
            cast("Platform", job.platform).programmes, today, job.settings.time_zone
        )
        await _announce(changed)
    job.logger.info("steps of %d cycles were done by their records", len(changed))


@task("core.remind_steps")
async def remind_steps(job: JobContext) -> None:
    """Mengingatkan tiap unit akan langkah yang terlambat, jatuh tempo hari ini, dan jatuh tempo berikutnya."""
    today = clock.today(job.settings.time_zone)
    async with job.transaction():
        calendar = await load_calendar(today, today + timedelta(days=30), time_zone=job.settings.time_zone)
        told = 0
        if calendar.is_working_day(today):
            programmes = [one.name for one in cast("Platform", job.platform).programmes]
            following = calendar.next_working_day(today + timedelta(days=1))
            told = await remind_units(today, following, programmes)
    job.logger.info("reminded %d units", told)


async def _announce(cycles: list[ProgrammeCycle]) -> None:
    by_region: dict[str, list[int]] = {}
    for cycle in cycles:
        by_region.setdefault(cycle.region_id, []).append(cycle.id)
    for region_code, ids in by_region.items():
        event = cycles_changed(sorted(set(ids)), region_code)
        await after_commit(lambda event=event: publish(event))  # type: ignore[misc]


CYCLE_TASKS: tuple[Task, ...] = (redate_steps, check_steps, remind_steps)

CYCLE_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        "core.steps_from_records",
        "40 * * * *",
        "core.check_steps",
        title="Menyelesaikan langkah menurut data",
    ),
    Schedule(
        "core.morning_reminder", "30 6 * * *", "core.remind_steps", title="Mengingatkan langkah jatuh tempo"
    ),
)
