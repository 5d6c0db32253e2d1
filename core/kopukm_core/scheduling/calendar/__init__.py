"""The working calendar: days off, opening hours, working-day arithmetic; the one source for all."""

from kopukm_core.scheduling.calendar.day_off import DayOff, DayOffKind
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.calendar.opening_rule import OpeningRule, TimeSpan
from kopukm_core.scheduling.calendar.recurrence import check_rule, occurrences
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.scheduling.calendar.seeded_hours import SeededHours
from kopukm_core.scheduling.calendar.words import long_date, opening_words, weekday_name
from kopukm_core.scheduling.calendar.working_calendar import WORKING_WEEKDAYS, WorkingCalendar

__all__ = [
    "WORKING_WEEKDAYS",
    "DayOff",
    "DayOffKind",
    "DayUnit",
    "OpeningRule",
    "Roll",
    "SeededHours",
    "TimeSpan",
    "WorkingCalendar",
    "check_rule",
    "load_calendar",
    "long_date",
    "occurrences",
    "opening_words",
    "weekday_name",
]
