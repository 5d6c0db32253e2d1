"""Numbers that identify: only digits, their count fixed."""

from __future__ import annotations

import re
from typing import ClassVar

from kopukm_core.values.kinds import BusinessNumber, Nik
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import digits_text
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

_SIGNS = re.compile(r"[\s.\-–'’`]")


def bare_digits(raw: RawValue) -> str:
    """The identifier in the cell without blanks, dots, hyphens and apostrophes."""
    return _SIGNS.sub("", digits_text(raw))


class DigitsType(ValueType[str]):
    """An identifier of `length` digits; what does not fit gives the finding `code`."""

    name: ClassVar[str] = "digits"
    title: ClassVar[str] = "Nomor"

    def __init__(self, length: int, code: str, label: str = "Nomor") -> None:
        self.length = length
        self.code = code
        self.label = label

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[str]:
        digits = bare_digits(raw)
        if not digits:
            return Reading(None)
        if not self.fits(digits):
            return doubtful(self.code, f"{digits_text(raw)!r} bukan {self.label}: harus {self.length} angka.")
        return Reading(digits)

    def from_json(self, value: object) -> str:
        text = expect_text(value, self.label)
        if not self.fits(text):
            raise InvalidValueError(f"{self.label} harus {self.length} angka.")
        return text

    def to_json(self, value: str) -> str:
        return value

    def format(self, value: str, context: ReadingContext | None = None) -> str:
        return value

    def fits(self, digits: str) -> bool:
        """Whether the text consists of exactly so many digits."""
        return digits.isascii() and digits.isdigit() and len(digits) == self.length


class NikType(DigitsType):
    """A person's NIK: sixteen digits."""

    name: ClassVar[str] = "person NIK"
    title: ClassVar[str] = "NIK"

    def __init__(self) -> None:
        super().__init__(16, "NIK_INVALID", "NIK")

    def fits(self, digits: str) -> bool:
        return super().fits(digits) and _has_birthday(digits)


class BusinessNumberType(DigitsType):
    """NIB: thirteen digits."""

    name: ClassVar[str] = "business number"
    title: ClassVar[str] = "NIB"

    def __init__(self) -> None:
        super().__init__(13, "NIB_INVALID", "NIB")


def _has_birthday(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 and digits[12:] != "0000"


__all__ = ["BusinessNumber", "BusinessNumberType", "DigitsType", "Nik", "NikType", "bare_digits"]
