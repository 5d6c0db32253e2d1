"""Kinds of values that only cooperatives have: places in degrees, and tax numbers of legal bodies."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from kopukm_core.values.identifiers import DigitsType, bare_digits
from kopukm_core.values.numbers import DecimalType
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of

_DEGREES = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")
_STEP = Decimal("0.000001")
"""Of a degree: about 11 centimetres."""


class DegreesType(DecimalType):
    """A latitude or longitude in decimal degrees, to six decimals; dot and comma both stand before the fraction."""

    name: ClassVar[str] = "degrees"
    title: ClassVar[str] = "Derajat"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[Decimal]:
        text = text_of(raw).removesuffix("°").rstrip()
        if not text:
            return Reading(None)
        if isinstance(raw, bool) or not _DEGREES.fullmatch(text):
            return doubtful("DEGREES_INVALID", f"{text[:30]!r} bukan derajat desimal. Contoh: -6,481512.")
        return Reading(_rounded(Decimal(text.replace(",", "."))))

    def from_json(self, value: object) -> Decimal:
        number = super().from_json(value)
        return _rounded(number) if abs(number) < 1000 else number

    def format(self, value: Decimal, context: ReadingContext | None = None) -> str:
        return format(value, "f").replace(".", ",")


class TaxNumberType(DigitsType):
    """NPWP of a legal body: sixteen digits; fifteen of the old form get a zero before them (PMK 112/2022)."""

    name: ClassVar[str] = "tax number"
    title: ClassVar[str] = "NPWP"

    def __init__(self) -> None:
        super().__init__(16, "NPWP_INVALID", "NPWP")

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[str]:
        digits = bare_digits(raw)
        return super().read(f"0{digits}" if len(digits) == 15 else raw, context)

    def from_json(self, value: object) -> str:
        is_old = isinstance(value, str) and len(value) == 15
        return super().from_json(f"0{value}" if is_old else value)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_STEP)
