"""Reading an RRULE of days (RFC 5545), and refusing what is no rule of days or would be followed without an end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kopukm_core.errors import BadInputError

MOST_OCCURRENCES = 1_000
LONGEST_RULE = 200
_EXAMPLE = "Contoh: FREQ=MONTHLY;BYDAY=2TU untuk Selasa kedua setiap bulan."
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_PARTS = {
    "DAILY": _ALWAYS | {"BYDAY"},
    "WEEKLY": _ALWAYS | {"BYDAY"},
    "MONTHLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
    "YEARLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYMONTH"},
}
_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """A rule that was checked: `text` without COUNT and UNTIL, which are kept apart."""

    text: str
    count: int | None
    until: date | None


def read_rule(written: str) -> RecurrenceRule:
    """Read a rule, with or without `RRULE:`.

    Raises BadInputError, with a sentence for people, for clock times, for parts that a frequency does not take here,
    and for rules of which no day can ever come: whoever followed those would look until the year 9999.
    """
    text = written.strip().upper().removeprefix("RRULE:")
    if len(text) > LONGEST_RULE:
        raise wrong_rule(f"Aturan perulangan paling panjang {LONGEST_RULE} huruf.")
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in _PARTS:
        raise wrong_rule(f"FREQ harus salah satu dari {', '.join(_PARTS)}.")
    for name in parts:
        if name not in _PARTS[frequency]:
            known = ", ".join(sorted(_PARTS[frequency]))
            raise wrong_rule(f"{name} tidak dapat dipakai dengan FREQ={frequency}; yang dapat: {known}.")
    _check_numbers(parts)
    _check_weekdays(frequency, parts)
    _check_days_of_months(parts)
    if "COUNT" in parts and "UNTIL" in parts:
        raise wrong_rule("COUNT dan UNTIL tidak dapat dipakai bersama.")
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    until = _day(parts.pop("UNTIL")) if "UNTIL" in parts else None
    return RecurrenceRule(";".join(f"{name}={value}" for name, value in parts.items()), count, until)


def wrong_rule(message: str) -> BadInputError:
    """The error for a rule, with an example as remedy."""
    return BadInputError(message, remedy=_EXAMPLE)


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        found = _PART.fullmatch(part)
        if found is None:
            raise wrong_rule(f"{part!r} bukan bagian aturan perulangan.")
        if found[1] in parts:
            raise wrong_rule(f"{found[1]} tertulis dua kali.")
        parts[found[1]] = found[2]
    return parts


def _check_numbers(parts: Mapping[str, str]) -> None:
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdecimal() and 1 <= int(parts[name]) <= MOST_OCCURRENCES):
            raise wrong_rule(f"{name} harus bilangan 1 sampai {MOST_OCCURRENCES}.")
    for name, least, most in (("BYMONTH", 1, 12), ("BYMONTHDAY", -31, 31), ("BYSETPOS", -5, 5)):
        for number in _numbers(name, parts):
            if number == 0 or not least <= number <= most:
                raise wrong_rule(f"{name} harus bilangan {least} sampai {most}, bukan {number}.")
    if parts.get("WKST", "MO") not in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"):
        raise wrong_rule("WKST harus nama hari, misalnya MO.")


def _check_weekdays(frequency: str, parts: Mapping[str, str]) -> None:
    """`2TU` is said of months; days that are counted by sevens may never meet a weekday."""
    for written in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        found = _WEEKDAY.fullmatch(written)
        if found is None:
            raise wrong_rule(f"BYDAY {written!r} bukan hari; tulis MO, TU, WE, TH, FR, SA, SU, atau 2TU.")
        if found[1] is None:
            continue
        of_months = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts)
        if not of_months or "BYMONTHDAY" in parts:
            raise wrong_rule(f"BYDAY={written} hanya dapat dipakai untuk bulan, tanpa BYMONTHDAY.")
        if not 1 <= abs(int(found[1])) <= 5:
            raise wrong_rule(f"BYDAY={written}: sebulan paling banyak lima kali hari yang sama.")
    if "BYDAY" in parts and frequency == "DAILY" and parts.get("INTERVAL", "1") != "1":
        raise wrong_rule("BYDAY dengan FREQ=DAILY hanya untuk INTERVAL=1; pakai FREQ=WEEKLY.")
    if "BYSETPOS" in parts and not ("BYDAY" in parts or "BYMONTHDAY" in parts):
        raise wrong_rule("BYSETPOS perlu BYDAY atau BYMONTHDAY.")


def _check_days_of_months(parts: Mapping[str, str]) -> None:
    """No month among BYMONTH may be too short for every BYMONTHDAY."""
    days, months = _numbers("BYMONTHDAY", parts), _numbers("BYMONTH", parts) or range(1, 13)
    longest = max(_LONGEST_MONTHS[month - 1] for month in months)
    if days and min(abs(day) for day in days) > longest:
        raise wrong_rule("Tanggal itu tidak ada pada bulan-bulan itu.")


def _numbers(name: str, parts: Mapping[str, str]) -> list[int]:
    try:
        return [int(number) for number in parts[name].split(",")] if name in parts else []
    except ValueError:
        raise wrong_rule(f"{name}={parts[name]} bukan bilangan.") from None


def _day(text: str) -> date:
    """The day of an UNTIL, `20271231` or `20271231T000000Z`; its clock time counts for nothing among days."""
    try:
        return date.fromisoformat(text[:8])
    except ValueError:
        raise wrong_rule(f"UNTIL {text!r} bukan tanggal; tulis seperti 20271231.") from None
