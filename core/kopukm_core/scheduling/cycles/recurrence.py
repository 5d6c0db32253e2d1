"""When cycles recur: an RRULE (RFC 5545), or the words that people use for it."""

from __future__ import annotations

import re
from datetime import date, datetime

from kopukm_core.values.dates import WEEKDAYS

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = {name.casefold(): code for name, code in zip(WEEKDAYS, _CODES, strict=True)} | {"jum'at": "FR"}
_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "terakhir": -1}
_MONTHLY_DAY = re.compile(
    rf"(?P<day>{'|'.join(_WEEKDAYS)}) (?:(?P<word>{'|'.join(_ORDINALS)})|ke-?(?P<number>[1-5]))"
    r"(?: (?:tiap|setiap) bulan)?"
)
_WEEKLY = re.compile(
    rf"(?:tiap|setiap)? ?(?:hari )?(?P<day>{'|'.join(_WEEKDAYS)})(?: (?:tiap|setiap) pekan)?"
)
_MONTH_DAY = re.compile(r"tanggal (?P<number>[12]?[0-9]|3[01])(?: (?:tiap|setiap) bulan)?")

_BY_DAY = re.compile(r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")
_PARTS = {
    "FREQ": re.compile(r"MONTHLY|WEEKLY"),
    "INTERVAL": re.compile(r"[1-9]|1[0-2]"),
    "BYDAY": re.compile(rf"{_BY_DAY.pattern}(?:,{_BY_DAY.pattern})*"),
    "BYMONTHDAY": re.compile(r"-?(?:[1-9]|[12][0-9]|3[01])(?:,-?(?:[1-9]|[12][0-9]|3[01]))*"),
    "WKST": re.compile(r"MO"),
}
HELP = 'Misalnya "Selasa kedua tiap bulan", "Senin tiap pekan", "tanggal 10 tiap bulan", atau RRULE.'


def rule_of(text: str) -> str | None:
    """The RRULE that the words mean, checked; None for words and rules that are not understood.

    Rules are monthly or weekly, by weekday or by day of the month: what an office plans cycles by, and what always
    comes to an end when its days are counted.
    """
    said = " ".join(text.casefold().split())
    if match := _MONTHLY_DAY.fullmatch(said):
        number = int(match["number"]) if match["number"] else _ORDINALS[match["word"]]
        return f"FREQ=MONTHLY;BYDAY={number}{_WEEKDAYS[match['day']]}"
    if match := _MONTH_DAY.fullmatch(said):
        return f"FREQ=MONTHLY;BYMONTHDAY={int(match['number'])}" if int(match["number"]) else None
    if match := _WEEKLY.fullmatch(said):
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[match['day']]}"
    return _checked(text)


def rule_fault(text: str) -> str | None:
    """An Indonesian sentence where the words are not understood."""
    return None if rule_of(text) else f"Pengulangan {text[:80]!r} tidak dipahami. {HELP}"


def days_of(rule: str, first: date, last: date) -> list[date]:
    """The days of a checked rule from first to last, both included; weeks are counted from the first one."""
    from dateutil.rrule import rrulestr

    begins = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a calendar day
    ends = datetime(last.year, last.month, last.day)  # noqa: DTZ001
    found = []
    for moment in rrulestr(rule, dtstart=begins):
        if moment > ends:
            break
        found.append(moment.date())
    return found


def _checked(text: str) -> str | None:
    written = text.strip().upper().removeprefix("RRULE:")
    parts = [part.partition("=") for part in written.split(";") if part]
    given = {name: value for name, _, value in parts}
    if len(given) != len(parts) or not all(
        name in _PARTS and _PARTS[name].fullmatch(value) for name, value in given.items()
    ):
        return None
    weekly = given.get("FREQ") == "WEEKLY"
    has_number = any(part[0] not in "MTWFS" for part in given.get("BYDAY", "MO").split(","))
    if "FREQ" not in given or (("BYDAY" in given) == ("BYMONTHDAY" in given)):
        return None
    if weekly and ("BYMONTHDAY" in given or has_number):
        return None
    if not weekly and "BYDAY" in given and not has_number:
        return None
    return ";".join(f"{name}={value}" for name, value in given.items())
