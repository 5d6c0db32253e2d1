"""The nightly look at the library: coming years are recorded, and days to come that nobody confirmed are followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import hold
from kopukm_core.jobs import JobContext, Schedule, Task, enqueue, task
from kopukm_core.scheduling.calendar.library import library_days, library_source
from kopukm_core.scheduling.calendar.models import CalendarDay, DayOrigin
from kopukm_core.scheduling.calendar.recording import LOCK, PROGRAM, forget_day, record_day, record_years

if TYPE_CHECKING:
    from kopukm_core.jobs import TaskRegistry

REDATE = "core.redate_steps"
"""The task that dates open steps anew around the changed days, `days` as ISO texts."""


def years_kept(today: date) -> range:
    """The past year, this one and the next two."""
    return range(today.year - 1, today.year + 3)


async def redate(tasks: TaskRegistry, days: Iterable[date], *, caused_by: int | None = None) -> None:
    """Have open steps dated anew around the changed days, in the caller's transaction.

    Days that only got another name or a firmer date are among them: the words of steps follow, and no date moves.
    """
    changed = sorted(days)
    if changed and REDATE in tasks:
        arguments = {"days": [day.isoformat() for day in changed]}
        await enqueue(REDATE, arguments, caused_by=caused_by)


async def follow_library(today: date) -> list[date]:
    """Take over what another version of the library says of days to come; the days of which it says another thing.

    Days that the office spoke of stay, and so do days that are past. In the caller's transaction.
    """
    await hold(LOCK)
    source = library_source()
    outdated = await CalendarDay.filter(day__gte=today, origin=DayOrigin.LIBRARY).exclude(source=source)
    years = sorted({row.year for row in outdated})
    told = {day: off for year in years for day, off in library_days(year).items() if day >= today}
    recorded = {row.day: row for row in await CalendarDay.filter(day__gte=today, year__in=years)}
    changed: list[date] = []
    for day in sorted(told.keys() | recorded.keys()):
        row, off = recorded.get(day), told.get(day)
        if row is not None and row.origin is DayOrigin.OFFICE:
            continue
        if off is None and row is not None:
            await forget_day(row, PROGRAM)
        elif off is not None and (row is None or (row.name, row.kind, row.estimated) != off.facts):
            await record_day(day, off, DayOrigin.LIBRARY, PROGRAM)
        else:
            continue
        changed.append(day)
    await CalendarDay.filter(id__in=[row.id for row in outdated]).update(source=source)
    return changed


@task("core.renew_days_off")
async def renew_days_off(job: JobContext) -> None:
    """Mencatat hari libur tahun mendatang dan perubahan pustaka bagi hari yang belum ditetapkan dinas."""
    async with job.transaction():
        today = clock.today(job.settings.time_zone)
        years = await record_years(years_kept(today))
        changed = await follow_library(today)
        await redate(job.platform.tasks, changed, caused_by=job.caused_by)
    if years or changed:
        told = ", ".join(str(day) for day in changed)
        job.logger.warning("days off: years %s recorded, the library changed %s", years, told or "nothing")


CALENDAR_TASKS: tuple[Task, ...] = (renew_days_off,)
CALENDAR_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        "core.days_off", "10 3 * * *", "core.renew_days_off", title="Memperbarui hari libur dari pustaka"
    ),
)
