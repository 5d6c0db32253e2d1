"""When cycles recur: an RRULE (RFC 5545), or the words that people use for it."""

from __future__ import annotations

import re

from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar.recurrence import check_rule
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

HELP = 'Misalnya "Selasa kedua tiap bulan", "Senin tiap pekan", "tanggal 10 tiap bulan", atau RRULE.'


def rule_of(text: str) -> str | None:
    """The RRULE that the words mean, or that is written there; None for what is not understood."""
    said = " ".join(text.casefold().split())
    if match := _MONTHLY_DAY.fullmatch(said):
        number = int(match["number"]) if match["number"] else _ORDINALS[match["word"]]
        return f"FREQ=MONTHLY;BYDAY={number}{_WEEKDAYS[match['day']]}"
    if match := _MONTH_DAY.fullmatch(said):
        return f"FREQ=MONTHLY;BYMONTHDAY={int(match['number'])}" if int(match["number"]) else None
    if match := _WEEKLY.fullmatch(said):
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[match['day']]}"
    rule = text.strip().upper().removeprefix("RRULE:")
    try:
        check_rule(rule)
    except BadInputError:
        return None
    return rule


def rule_fault(text: str) -> str | None:
    """An Indonesian sentence where the words are not understood."""
    return None if rule_of(text) else f"Pengulangan {text[:80]!r} tidak dipahami. {HELP}"
