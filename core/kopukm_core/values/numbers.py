"""Whole numbers, counts, years and decimals as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from kopukm_core.values.kinds import Year
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_whole_number

_COUNT = re.compile(
    r"(\d+|\d{1,3}(?:\.\d{3})+)(?:[.,]0{1,2})?(?:\s*(?:orang|org|jiwa|unit|buah))?\.?", re.IGNORECASE
)
_WHOLE = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:[.,]0{1,2})?")
_DECIMAL = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|[-+]?\d+\.\d+")
_YEAR = re.compile(r"(?:(?:sejak|tahun|thn|th|tb|buku|per)\b[\s.:\-]*)*(\d{4})(?:[.,]0)?", re.IGNORECASE)


LARGEST = 2**31 - 1
"""What a column of whole numbers, and GraphQL's Int, can hold."""


class WholeNumberType(ValueType[int]):
    """A whole number; dots group by three."""

    name: ClassVar[str] = "whole number"
    title: ClassVar[str] = "Bilangan bulat"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[int]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if isinstance(raw, bool) or not _WHOLE.fullmatch(text):
            return doubtful("NUMBER_INVALID", f"{text!r} bukan bilangan bulat.")
        return _bounded(text, text, "NUMBER_INVALID")

    def from_json(self, value: object) -> int:
        number = expect_whole_number(value, "Nilai")
        if abs(number) > LARGEST:
            raise InvalidValueError(f"Nilai paling besar {grouped(LARGEST)}.")
        return number

    def to_json(self, value: int) -> int:
        return value

    def format(self, value: int, context: ReadingContext | None = None) -> str:
        return grouped(value)


class CountType(WholeNumberType):
    """How many people or things: a whole number, not negative; a word such as "orang" may follow."""

    name: ClassVar[str] = "count"
    title: ClassVar[str] = "Jumlah"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[int]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        match = None if isinstance(raw, (bool, date)) else _COUNT.fullmatch(text)
        if match is None:
            return doubtful("COUNT_INVALID", f"{text!r} bukan jumlah. Tulis bilangan bulat, 0 atau lebih.")
        return _bounded(match[1], text, "COUNT_INVALID")

    def from_json(self, value: object) -> int:
        number = expect_whole_number(value, "Jumlah")
        if not 0 <= number <= LARGEST:
            raise InvalidValueError(f"Jumlah harus 0 sampai {grouped(LARGEST)}.")
        return number


class DecimalType(ValueType[Decimal]):
    """A number with a fraction after a comma; a dot that groups nothing is taken for the comma."""

    name: ClassVar[str] = "decimal"
    title: ClassVar[str] = "Bilangan"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[Decimal]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
            return self._finite(Decimal(str(raw)), text)
        if not _DECIMAL.fullmatch(text):
            return doubtful("NUMBER_INVALID", f"{text!r} bukan bilangan. Contoh: 12,5.")
        is_grouped = "," in text or re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text) is not None
        return Reading(Decimal(text.replace(".", "").replace(",", ".") if is_grouped else text))

    def from_json(self, value: object) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
            raise InvalidValueError("Nilai harus berupa bilangan.")
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise InvalidValueError("Nilai harus berupa bilangan.") from None
        if not number.is_finite():
            raise InvalidValueError("Nilai harus berupa bilangan terhingga.")
        return number

    def to_json(self, value: Decimal) -> str:
        return format(value, "f")

    def format(self, value: Decimal, context: ReadingContext | None = None) -> str:
        whole, _, fraction = format(value, "f").partition(".")
        sign = "-" if whole.startswith("-") else ""
        shown = sign + grouped(abs(int(whole)))
        return f"{shown},{fraction}" if fraction else shown

    def _finite(self, number: Decimal, text: str) -> Reading[Decimal]:
        if number.is_finite():
            return Reading(number)
        return doubtful("NUMBER_INVALID", f"{text!r} bukan bilangan.")


class YearType(ValueType[Year]):
    """A year; "Tahun 2023" and "TB 2023" mean 2023. The last is `latest_offset` years from the context's
    day.
    """

    name: ClassVar[str] = "year"
    title: ClassVar[str] = "Tahun"

    def __init__(self, *, earliest: int = 1900, latest_offset: int = 100) -> None:
        self.earliest = earliest
        self.latest_offset = latest_offset

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[Year]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        match = None if isinstance(raw, (bool, date)) else _YEAR.fullmatch(text)
        if match is None:
            return doubtful("YEAR_INVALID", f"{text!r} bukan tahun. Tulis empat angka, misalnya 2025.")
        latest = context.today.year + self.latest_offset
        if not self.earliest <= int(match[1]) <= latest:
            return doubtful("YEAR_INVALID", f"Tahun {match[1]} di luar {self.earliest} sampai {latest}.")
        return Reading(Year(int(match[1])))

    def from_json(self, value: object) -> Year:
        number = expect_whole_number(value, "Tahun")
        if not self.earliest <= number <= 9999:
            raise InvalidValueError(f"Tahun harus empat angka, mulai {self.earliest}.")
        return Year(number)

    def to_json(self, value: Year) -> int:
        return value

    def format(self, value: Year, context: ReadingContext | None = None) -> str:
        return str(value)


def grouped(number: int) -> str:
    """The number with dots between groups of three digits: 1.250.000."""
    return f"{number:,}".replace(",", ".")


def _bounded(digits: str, text: str, code: str) -> Reading[int]:
    number = 0 if len(digits) > 20 else _ungrouped(digits)
    if len(digits) > 20 or abs(number) > LARGEST:
        return doubtful(code, f"{text[:30]!r} terlalu besar: paling besar {grouped(LARGEST)}.")
    return Reading(number)


def _ungrouped(text: str) -> int:
    whole = re.sub(r"[.,]0{1,2}$", "", text)
    return int(whole.replace(".", ""))
