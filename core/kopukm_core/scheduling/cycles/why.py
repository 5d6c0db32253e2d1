"""Why a step is due on a day, in words: `H-14 = Minggu 3 Januari 2027, hari libur; dimajukan ke …`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core.scheduling.calendar.rolling import DayUnit
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.values.dates import MONTHS, WEEKDAYS

ESTIMATED = "perkiraan"
"""What stands in the words of a date that rests on an estimate; `DayOff.words` says it of the day off itself."""


def day_words(day: date) -> str:
    """`Minggu 3 Januari 2027`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def window_days(begins: date, ends: date) -> str:
    """One day, or `Senin 4 Januari 2027 sampai Rabu 6 Januari 2027`."""
    return day_words(begins) if begins == ends else f"{day_words(begins)} sampai {day_words(ends)}"


def days_words(days: Sequence[date]) -> str:
    """The first three days, and how many more there are."""
    named = ", ".join(day_words(day) for day in days[:3])
    return f"{named}, dan {len(days) - 3} hari lain" if len(days) > 3 else named


def offset_words(offset: int, unit: DayUnit, from_what: str) -> str:
    """`H-14`, `H-14 hari kerja`, `3 hari sesudah langkah 4 (…)`; the anchor itself where the offset is 0."""
    counted = " hari kerja" if unit is DayUnit.WORKING else ""
    if from_what == "H":
        return f"H{offset:+d}{counted}" if offset else "Hari H"
    if offset == 0:
        return from_what[0].upper() + from_what[1:]
    return f"{abs(offset)}{counted or ' hari'} {'sesudah' if offset > 0 else 'sebelum'} {from_what}"


def placed_words(label: str, counted: date, due: date, calendar: WorkingCalendar) -> str:
    """Which day was counted, and where it went if that is a day off."""
    said = f"{label} = {day_words(counted)}"
    if calendar.is_working_day(counted):
        return said
    named = calendar.day_off(counted)
    said += f", hari libur ({named.words})" if named is not None else ", hari libur"
    if due == counted:
        return f"{said}; tidak digeser"
    return f"{said}; {'dimajukan' if due < counted else 'diundurkan'} ke {day_words(due)}"


def window_words(words: Sequence[str]) -> str:
    """The words of a window's first and last day as one."""
    return "; sampai ".join(words)
