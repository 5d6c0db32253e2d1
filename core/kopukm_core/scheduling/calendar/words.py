"""Days and opening times in the words that people use."""

from __future__ import annotations

from datetime import date, datetime

from kopukm_core.values.dates import MONTHS, WEEKDAYS


def weekday_name(day: date) -> str:
    """`Senin`."""
    return WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """`Senin, 5 April 2027`."""
    return f"{weekday_name(day)}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def opening_words(now: datetime, opens: datetime) -> str:
    """`hari ini 13.00`, `besok 08.00`, `Senin 08.00` within a week, else with the date; both at the office."""
    away = (opens.date() - now.date()).days
    clock_time = f"{opens:%H.%M}"
    if away == 0:
        return f"hari ini {clock_time}"
    if away == 1:
        return f"besok {clock_time}"
    if away < 7:
        return f"{weekday_name(opens)} {clock_time}"
    year = f" {opens.year}" if opens.year != now.year else ""
    return f"{weekday_name(opens)}, {opens.day} {MONTHS[opens.month - 1]}{year} {clock_time}"
