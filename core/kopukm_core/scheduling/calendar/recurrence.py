"""Days that recur by a rule of iCalendar (RRULE), moved off or left out where they are days off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kopukm_core.scheduling.calendar.recurrence_rule import (
    MOST_OCCURRENCES,
    RecurrenceRule,
    read_rule,
    wrong_rule,
)
from kopukm_core.scheduling.calendar.rolling import Roll
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar

LONGEST_STRETCH = timedelta(days=366 * 20)


def check_rule(rule: str) -> None:
    """Raise BadInputError, with a sentence for people, for a rule that `occurrences` would refuse whenever asked."""
    read_rule(rule)


def occurrences(
    rule: str, first_day: date, last_day: date, calendar: WorkingCalendar, roll: Roll | None = Roll.LATER
) -> list[date]:
    """The days from first to last, both included, that the rule names, counted from `first_day` on.

    One that falls on a day off goes where `roll` says; with `None` it is left out. A rolled day may lie outside
    first and last; no day comes twice. Raises BadInputError for a rule that cannot be read or has no days at all,
    and for more than 1,000 days.
    """
    read = read_rule(rule)
    if last_day - first_day > LONGEST_STRETCH:
        raise wrong_rule("Perulangan dihitung paling jauh 20 tahun.")
    end = min(last_day, read.until or last_day)
    if end < first_day:
        return []
    days: set[date] = set()
    for number, day in enumerate(_named(read, first_day, end)):
        if number == read.count:
            break
        if number == MOST_OCCURRENCES:
            raise wrong_rule(f"Aturan itu memberi lebih dari {MOST_OCCURRENCES} hari.")
        if calendar.is_working_day(day) or roll is Roll.NONE:
            days.add(day)
        elif roll is not None:
            days.add(calendar.rolled(day, roll))
    return sorted(days)


def _named(rule: RecurrenceRule, first_day: date, end: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr

    found = rrulestr(f"{rule.text};UNTIL={end:%Y%m%d}T000000", dtstart=datetime.combine(first_day, time()))
    return (moment.date() for moment in found)
