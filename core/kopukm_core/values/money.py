"""Whole rupiah as people write them."""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from kopukm_core.values.kinds import Rupiah
from kopukm_core.values.numbers import grouped
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_whole_number

_UNITS = {
    "triliun": 10**12,
    "trilyun": 10**12,
    "miliar": 10**9,
    "milyar": 10**9,
    "mlr": 10**9,
    "m": 10**9,
    "juta": 10**6,
    "jt": 10**6,
    "ribu": 10**3,
    "rb": 10**3,
}
_CURRENCY = re.compile(r"^(?:±\s*)?(?:rp|idr)\b\.?\s*|^±\s*|^rp\.?(?=\d)", re.IGNORECASE)
_ENDING = re.compile(r"(?:\s*rupiah)?(?:[.,]\s*[-–—]+)?(?:\s*rupiah)?$", re.IGNORECASE)
_WITH_UNIT = re.compile(r"(.*?)\s*(" + "|".join(_UNITS) + r")\.?", re.IGNORECASE)
_MINUS = "-–—−"

_INDONESIAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}|\d+")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{1,2}")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_AMBIGUOUS = re.compile(r"\d+,\d{3}")

_LARGEST = 2**63 - 1


class RupiahType(ValueType[Rupiah]):
    """Rupiah, whole, rounded half up.

    Dots group by three and the comma is the decimal sign; the English style is taken when at least two groups
    or both signs tell it. One comma and three digits (`1,250`) tells nothing: AMOUNT_AMBIGUOUS. Brackets or a
    minus make it negative; with `may_be_negative=False` such an amount is AMOUNT_NEGATIVE.
    """

    name: ClassVar[str] = "rupiah"
    title: ClassVar[str] = "Rupiah"

    def __init__(self, *, may_be_negative: bool = True) -> None:
        self.may_be_negative = may_be_negative

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[Rupiah]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if isinstance(raw, (bool, date, time, timedelta)):
            return _unreadable(text)
        if isinstance(raw, (int, float, Decimal)):
            return self._checked(_exact(raw), text)
        return self._read_text(text)

    def from_json(self, value: object) -> Rupiah:
        amount = expect_whole_number(value, "Rupiah")
        if abs(amount) > _LARGEST:
            raise InvalidValueError("Rupiah terlalu besar.")
        if amount < 0 and not self.may_be_negative:
            raise InvalidValueError("Rupiah tidak boleh negatif.")
        return Rupiah(amount)

    def to_json(self, value: Rupiah) -> int:
        return value

    def format(self, value: Rupiah, context: ReadingContext | None = None) -> str:
        return f"{'-' if value < 0 else ''}Rp{grouped(abs(value))}"

    def _read_text(self, text: str) -> Reading[Rupiah]:
        body, is_negative = _unsigned(text)
        unit = 1
        with_unit = _WITH_UNIT.fullmatch(body)
        if with_unit is not None:
            body, unit = with_unit[1], _UNITS[with_unit[2].casefold()]
        if _AMBIGUOUS.fullmatch(body):
            return doubtful(
                "AMOUNT_AMBIGUOUS",
                f"{text!r} dapat dibaca dua cara. Tulis tanpa koma, misalnya 1.250 atau 1250.",
            )
        number = _number(body)
        if number is None:
            return _unreadable(text)
        return self._checked(-number * unit if is_negative else number * unit, text)

    def _checked(self, number: Decimal | None, text: str) -> Reading[Rupiah]:
        if number is None or abs(number) > _LARGEST:
            return _unreadable(text)
        amount = int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if amount < 0 and not self.may_be_negative:
            return doubtful("AMOUNT_NEGATIVE", f"{text!r} negatif, padahal jumlah ini tidak mungkin negatif.")
        return Reading(Rupiah(amount))


def _unsigned(text: str) -> tuple[str, bool]:
    """The amount without currency, sign and ending; and whether it was negative."""
    body, is_negative = text.strip(), False
    for _ in range(3):
        body = _CURRENCY.sub("", body).strip()
        if len(body) > 1 and body[0] == "(" and body.endswith(")"):
            body, is_negative = body[1:-1].strip(), True
        if len(body) > 1 and body[0] in _MINUS:
            body, is_negative = body[1:].strip(), True
    body = _ENDING.sub("", body).strip()
    if len(body) > 1 and body[-1] in _MINUS:
        body, is_negative = body[:-1].strip(), True
    return body, is_negative


def _number(body: str) -> Decimal | None:
    if _INDONESIAN.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(body):
        return Decimal(body.replace(",", ""))
    if _SPACED.fullmatch(body):
        return Decimal(body.replace(" ", ""))
    return None


def _exact(raw: float | Decimal) -> Decimal | None:
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    return Decimal(str(raw))


def _unreadable(text: str) -> Reading[Rupiah]:
    return doubtful("AMOUNT_INVALID", f"{text!r} bukan jumlah rupiah yang dapat dibaca.")
