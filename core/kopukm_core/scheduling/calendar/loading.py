"""Reading the working calendar from the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar.day_off import DayOff, DayOffKind
from kopukm_core.scheduling.calendar.library import library_days
from kopukm_core.scheduling.calendar.models import CalendarDay, CalendarDayChange, OpeningHours
from kopukm_core.scheduling.calendar.opening_rule import OpeningRule
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.settings import load_settings

FIRST_YEAR, LAST_YEAR = 1990, 2199
"""Years that the calendar may be asked of."""
LONGEST_YEARS = 60


async def load_calendar(
    first: date, last: date, *, time_zone: ZoneInfo | None = None, known_at: datetime | None = None
) -> WorkingCalendar:
    """The calendar of these days, with the whole year before and after, so that days can be counted on from them.

    A year of which no day is recorded yet is the library's: that is what would be recorded of it.

    With `known_at`, the days off as they were known then. `time_zone` is the installation's unless told. Raises
    BadInputError for days that no calendar is kept for.
    """
    check_years(first, last)
    if last.year - first.year > LONGEST_YEARS:
        raise BadInputError(f"Kalender kerja dibaca paling banyak {LONGEST_YEARS} tahun sekaligus.")
    last = max(first, last)
    begins, ends = date(first.year - 1, 1, 1), date(last.year + 1, 12, 31)
    found = await (_days_as_known(begins, ends, known_at) if known_at else _days(begins, ends))
    known = {row["day"].year for row in found}
    days_off = {
        day: off
        for year in range(begins.year, ends.year + 1)
        if year not in known
        for day, off in library_days(year).items()
    }
    for row in found:
        if row["is_off"]:
            days_off[row["day"]] = DayOff(
                row["name"], DayOffKind(row["kind"]), bool(row["estimated"]), row["source"]
            )
    return WorkingCalendar(
        begins, ends, days_off, await _rules(), time_zone=time_zone or load_settings().time_zone
    )


def check_years(first: date, last: date) -> None:
    """Raise BadInputError for days that no calendar is kept for."""
    if not (FIRST_YEAR < first.year < LAST_YEAR and FIRST_YEAR < last.year < LAST_YEAR):
        raise BadInputError(f"Kalender kerja ada untuk tahun {FIRST_YEAR + 1} sampai {LAST_YEAR - 1}.")


async def _days(begins: date, ends: date) -> list[dict[str, Any]]:
    found = CalendarDay.filter(day__gte=begins, day__lte=ends)
    return list(await found.values("day", "name", "kind", "is_off", "estimated", "source"))


async def _days_as_known(begins: date, ends: date, known_at: datetime) -> list[dict[str, Any]]:
    """The latest change of each day among those recorded by then."""
    given = Parameters(dialect())
    latest = await rows(
        "SELECT MAX(id) AS id FROM calendar_day_change"
        f" WHERE day >= {given.add(begins)} AND day <= {given.add(ends)}"
        f" AND recorded_at <= {given.add(known_at)} GROUP BY day",
        given,
    )
    found = CalendarDayChange.filter(id__in=[row["id"] for row in latest], known=True)
    return list(await found.values("day", "name", "kind", "is_off", "estimated", "source"))


async def _rules() -> Iterable[OpeningRule]:
    found = await OpeningHours.filter(withdrawn_at__isnull=True)
    return [
        OpeningRule(
            service=row.service,
            weekdays=frozenset(int(digit) for digit in row.weekdays),
            opens=_clock_time(row.opens),
            closes=_clock_time(row.closes),
            rest_from=_clock_time(row.rest_from),
            rest_until=_clock_time(row.rest_until),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            period=row.period,
            number=row.id,
            estimated=row.estimated,
        )
        for row in found
    ]


def _clock_time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
