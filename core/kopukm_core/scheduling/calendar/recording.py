"""Storing what holds for a day, with its history; what the library says and what the office says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kopukm_core import clock
from kopukm_core.db import hold, transaction
from kopukm_core.scheduling.calendar.day_off import DayOff
from kopukm_core.scheduling.calendar.library import library_days
from kopukm_core.scheduling.calendar.models import CalendarDay, CalendarDayChange, DayOrigin

LOCK = "core.calendar"
PROGRAM = "program"
"""Who recorded what came from the library."""


async def record_day(
    day: date, off: DayOff, origin: DayOrigin, recorded_by: str, *, is_off: bool = True
) -> CalendarDay:
    """Let this hold for the day from now on, in the caller's transaction."""
    values: dict[str, Any] = {
        "name": off.name,
        "kind": off.kind,
        "is_off": is_off,
        "estimated": off.estimated,
        "origin": origin,
        "source": off.source,
        "recorded_at": clock.now(),
        "recorded_by": recorded_by,
    }
    await CalendarDayChange.create(day=day, **values)
    row = await CalendarDay.get_or_none(day=day)
    if row is None:
        return await CalendarDay.create(day=day, year=day.year, **values)
    await row.update_from_dict(values).save(update_fields=list(values))
    return row


async def forget_day(row: CalendarDay, recorded_by: str) -> None:
    """Let nothing hold for the day from now on, in the caller's transaction; what held before stays known."""
    await CalendarDayChange.create(
        day=row.day,
        known=False,
        name=row.name,
        kind=row.kind,
        is_off=False,
        origin=row.origin,
        source=row.source,
        recorded_at=clock.now(),
        recorded_by=recorded_by,
    )
    await row.delete()


async def record_years(years: Iterable[int]) -> list[int]:
    """Record what the library says of the years of which no day is recorded yet; which years were."""
    wanted = set(years)
    missing = wanted - await _recorded_years(wanted)
    if not missing:
        return []
    async with transaction():
        await hold(LOCK)
        missing = wanted - await _recorded_years(wanted)
        now = clock.now()
        told = {
            day: {
                "day": day,
                "name": off.name,
                "kind": off.kind,
                "estimated": off.estimated,
                "origin": DayOrigin.LIBRARY,
                "source": off.source,
                "recorded_at": now,
                "recorded_by": PROGRAM,
            }
            for year in sorted(missing)
            for day, off in library_days(year).items()
        }
        await CalendarDay.bulk_create(CalendarDay(year=day.year, **one) for day, one in told.items())
        await CalendarDayChange.bulk_create(CalendarDayChange(**one) for one in told.values())
    return sorted(missing)


async def _recorded_years(years: set[int]) -> set[int]:
    return {row["year"] for row in await CalendarDay.filter(year__in=sorted(years)).distinct().values("year")}
