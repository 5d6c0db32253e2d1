"""Days that recur by a rule of iCalendar (RRULE), moved off or left out where they are days off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar.rolling import Roll
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar

MOST_OCCURRENCES = 1_000
LONGEST_RULE = 200
LONGEST_STRETCH = timedelta(days=366 * 20)
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_EXAMPLE = "Contoh: FREQ=MONTHLY;BYDAY=2TU untuk Selasa kedua setiap bulan."
_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that was checked; `count` and `until` are kept apart, so that no rule is followed without an end."""

    text: str
    count: int | None
    until: date | None


def check_rule(rule: str) -> None:
    """Raise BadInputError, with a sentence for people, for a rule that is no rule of days or asks for too much."""
    _read(rule)


def occurrences(
    rule: str, first_day: date, last_day: date, calendar: WorkingCalendar, roll: Roll | None = Roll.LATER
) -> list[date]:
    """The days from first to last, both included, that the rule names, counted from `first_day` on.

    One that falls on a day off goes where `roll` says; with `None` it is left out. A rolled day may lie outside
    first and last; no day comes twice. Raises BadInputError for a rule that `check_rule` refuses, for one that
    dateutil cannot read, and for more than 1,000 days.
    """
    read = _read(rule)
    if last_day - first_day > LONGEST_STRETCH:
        raise _wrong("Perulangan dihitung paling jauh 20 tahun.")
    end = min(last_day, read.until or last_day)
    if end < first_day:
        return []
    days: set[date] = set()
    for number, day in enumerate(_named(read, rule, first_day, end)):
        if number == read.count:
            break
        if number == MOST_OCCURRENCES:
            raise _wrong(f"Aturan itu memberi lebih dari {MOST_OCCURRENCES} hari.")
        if calendar.is_working_day(day) or roll is Roll.NONE:
            days.add(day)
        elif roll is not None:
            days.add(calendar.rolled(day, roll))
    return sorted(days)


def _named(read: _Rule, rule: str, first_day: date, end: date) -> Iterator[date]:
    """The days that the rule names until the end, which dateutil is told: a rule that never fits ends there, too."""
    from dateutil.rrule import rrulestr

    text = f"{read.text};UNTIL={end:%Y%m%d}T000000"
    begins = datetime.combine(first_day, time())
    try:
        for moment in rrulestr(text, dtstart=begins):
            yield moment.date()
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise _wrong(f"Aturan perulangan {rule!r} tidak dapat dibaca.") from error


def _read(rule: str) -> _Rule:
    text = rule.strip().upper().removeprefix("RRULE:")
    if len(text) > LONGEST_RULE:
        raise _wrong(f"Aturan perulangan paling panjang {LONGEST_RULE} huruf.")
    parts: dict[str, str] = {}
    for part in text.split(";"):
        found = _PART.fullmatch(part)
        if found is None:
            raise _wrong(f"{part!r} bukan bagian aturan perulangan.")
        if found[1] not in _PARTS:
            raise _wrong(f"{found[1]} tidak dapat dipakai; yang dapat: {', '.join(sorted(_PARTS))}.")
        if found[1] in parts:
            raise _wrong(f"{found[1]} tertulis dua kali.")
        parts[found[1]] = found[2]
    if parts.get("FREQ") not in _FREQUENCIES:
        raise _wrong(f"FREQ harus salah satu dari {', '.join(_FREQUENCIES)}.")
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdecimal() and 1 <= int(parts[name]) <= MOST_OCCURRENCES):
            raise _wrong(f"{name} harus bilangan 1 sampai {MOST_OCCURRENCES}.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _wrong("COUNT dan UNTIL tidak dapat dipakai bersama.")
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    until = _day(parts.pop("UNTIL")) if "UNTIL" in parts else None
    return _Rule(";".join(f"{name}={value}" for name, value in parts.items()), count, until)


def _day(text: str) -> date:
    """The day of an UNTIL, `20271231` or `20271231T000000Z`; its clock time counts for nothing among days."""
    try:
        return date.fromisoformat(text[:8])
    except ValueError:
        raise _wrong(f"UNTIL {text!r} bukan tanggal; tulis seperti 20271231.") from None


def _wrong(message: str) -> BadInputError:
    return BadInputError(message, remedy=_EXAMPLE)
