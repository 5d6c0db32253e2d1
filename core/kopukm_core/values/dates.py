"""Days as people write them: the day stands before the month."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import ClassVar

from kopukm_core.values.reading import Finding, RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_MONTH_WORDS = {
    "jan": 1, "januari": 1, "january": 1,
    "feb": 2, "peb": 2, "februari": 2, "pebruari": 2, "february": 2,
    "mar": 3, "mrt": 3, "maret": 3, "march": 3,
    "apr": 4, "april": 4,
    "mei": 5, "may": 5,
    "jun": 6, "juni": 6, "june": 6,
    "jul": 7, "juli": 7, "july": 7,
    "agt": 8, "agu": 8, "ags": 8, "agst": 8, "agus": 8, "aug": 8, "agustus": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9,
    "okt": 10, "oct": 10, "oktober": 10, "october": 10,
    "nov": 11, "nop": 11, "november": 11, "nopember": 11,
    "des": 12, "dec": 12, "desember": 12, "december": 12,
}  # fmt: skip

_NUMERIC = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[\s.\-/]*([a-z]{3,9})[\s.,\-/]*(\d{4}|\d{2})")
_BEFORE = re.compile(r"^[a-z'’ .]+,\s*|^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|tanggal|tgl)\b\.?\s*")
_MIDNIGHT = re.compile(r"[\sT]00[:.]00(?:[:.]00(?:\.0+)?)?$")
_SERIAL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)


class DateType(ValueType[date]):
    """A calendar day.

    `earliest` bounds it below; above it is bounded by `latest_year_offset` (31 December of so many years
    after the context's year) or, with `not_after_today`, by the context's day. `serials` takes a bare
    five- digit number for the day that a spreadsheet counts so.
    """

    name: ClassVar[str] = "date"
    title: ClassVar[str] = "Tanggal"

    def __init__(
        self,
        *,
        earliest: date | None = None,
        not_after_today: bool = False,
        latest_year_offset: int | None = None,
        serials: bool = True,
    ) -> None:
        self.earliest = earliest
        self.not_after_today = not_after_today
        self.latest_year_offset = latest_year_offset
        self.serials = serials

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[date]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if isinstance(raw, datetime):
            return self._bounded(raw.date(), (), text, context)
        if isinstance(raw, date):
            return self._bounded(raw, (), text, context)
        if isinstance(raw, bool):
            return _no_day(text)
        return self._read_text(text, context)

    def from_json(self, value: object) -> date:
        text = expect_text(value, "Tanggal")
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise InvalidValueError("Tanggal harus ditulis TTTT-BB-HH, misalnya 2026-11-23.")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InvalidValueError(f"Tanggal {text} tidak ada di kalender.") from None

    def to_json(self, value: date) -> str:
        return value.isoformat()

    def format(self, value: date, context: ReadingContext | None = None) -> str:
        return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"

    def latest(self, context: ReadingContext) -> date | None:
        """The last day that is possible."""
        if self.not_after_today:
            return context.today
        if self.latest_year_offset is not None:
            return date(context.today.year + self.latest_year_offset, 12, 31)
        return None

    def _read_text(self, text: str, context: ReadingContext) -> Reading[date]:
        body = _MIDNIGHT.sub("", text.casefold())
        body = _BEFORE.sub("", _BEFORE.sub("", body)).strip(" .,")
        if self.serials and body.isascii() and body.isdigit() and int(body) in _SERIALS and len(body) == 5:
            return self._bounded(_SERIAL_DAY_0 + timedelta(days=int(body)), (), text, context)
        if match := _ISO.fullmatch(body):
            return self._day(int(match[1]), int(match[2]), int(match[3]), text, context)
        if match := _NAMED.fullmatch(body):
            month = _MONTH_WORDS.get(match[2])
            if month is None:
                return _no_day(text)
            return self._day(_full_year(match[3], context), month, int(match[1]), text, context)
        if match := _NUMERIC.fullmatch(body):
            return self._numeric(int(match[1]), int(match[2]), _full_year(match[3], context), text, context)
        return _no_day(text)

    def _numeric(
        self, first: int, second: int, year: int, text: str, context: ReadingContext
    ) -> Reading[date]:
        if second > 12 >= first:
            swapped = _calendar_day(year, first, second)
            if swapped is None:
                return _no_day(text)
            found = Finding("DATE_MONTH_FIRST", f"{text!r} hanya cocok dibaca bulan/hari/tahun.")
            return self._bounded(swapped, (found,), text, context)
        return self._day(year, second, first, text, context)

    def _day(self, year: int, month: int, day: int, text: str, context: ReadingContext) -> Reading[date]:
        found = _calendar_day(year, month, day)
        return _no_day(text) if found is None else self._bounded(found, (), text, context)

    def _bounded(
        self, day: date, findings: tuple[Finding, ...], text: str, context: ReadingContext
    ) -> Reading[date]:
        latest = self.latest(context)
        if self.earliest is not None and day < self.earliest:
            return doubtful("DATE_OUT_OF_RANGE", f"{text!r} sebelum {short_date(self.earliest)}.")
        if latest is not None and day > latest:
            return doubtful("DATE_OUT_OF_RANGE", f"{text!r} sesudah {short_date(latest)}.")
        return Reading(day, findings)


def short_date(day: date) -> str:
    """Day, month name and year: 23 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(text: str, context: ReadingContext) -> int:
    """Two digits mean the century in which the year is at most nine years ahead of the context's day."""
    if len(text) == 4:
        return int(text)
    year = context.today.year // 100 * 100 + int(text)
    return year - 100 if year > context.today.year + 9 else year


def _no_day(text: str) -> Reading[date]:
    return doubtful("DATE_INVALID", f"{text!r} bukan tanggal. Tulis hari/bulan/tahun, misalnya 23/11/2026.")
