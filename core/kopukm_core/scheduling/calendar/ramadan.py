"""When the next Ramadan is, as far as the days off tell: its hours are decreed each year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kopukm_core.scheduling.calendar.day_off import DayOffKind
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar

_LONGEST = timedelta(days=30)
_FEAST = "Idul Fitri"
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ramadan:
    """From `first`, a day early where it has 29 days, to `last`, the eve of Idul Fitri."""

    first: date
    last: date
    estimated: bool

    @property
    def middle(self) -> date:
        """A day that lies in it for certain, though the feast may move by a day or two."""
        return self.last - timedelta(days=14)


def next_ramadan(calendar: WorkingCalendar, today: date) -> Ramadan | None:
    """The one that is now or comes next within a year; None where no Idul Fitri is known."""
    for day, off in calendar.days_off(today, min(today + _YEAR, calendar.last)).items():
        if off.kind is DayOffKind.NATIONAL and _FEAST in off.name:
            return Ramadan(day - _LONGEST, day - timedelta(days=1), off.estimated)
    return None
