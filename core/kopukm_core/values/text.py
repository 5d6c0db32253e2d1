"""Plain text, and how any cell becomes text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar

from kopukm_core.values.reading import RawValue, Reading, ReadingContext
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_TRAILING_ZERO = re.compile(r"\.0$")


def clean_text(text: str) -> str:
    """Trimmed and in NFC; every run of blanks (NBSP, tabs, line breaks) is one; what cannot be seen is
    dropped.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", _CONTROL.sub("", visible))).strip()


def text_of(raw: RawValue) -> str:
    """The text a person sees in the cell: whole numbers without a fraction, dates as day/month/year."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return clean_text(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/%Y %H:%M}" if (raw.hour, raw.minute) != (0, 0) else f"{raw:%d/%m/%Y}"
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    if isinstance(raw, timedelta):
        return str(raw)
    return number_text(raw)


def number_text(number: float | Decimal) -> str:
    """A number without exponent and without an empty fraction."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    if isinstance(number, int):
        return str(number)
    return repr(number) if isinstance(number, float) else format(number, "f")


def digits_text(raw: RawValue) -> str:
    """The text of a cell meant to hold an identifier: a CSV writer's empty fraction (`….0`) is dropped."""
    return _TRAILING_ZERO.sub("", text_of(raw))


class TextType(ValueType[str]):
    """Text on one line, or on several with `multiline`."""

    name: ClassVar[str] = "text"
    title: ClassVar[str] = "Teks"

    def __init__(self, *, multiline: bool = False) -> None:
        self.multiline = multiline

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[str]:
        if self.multiline and isinstance(raw, str):
            lines = [clean_text(line) for line in raw.splitlines()]
            return Reading("\n".join(lines).strip() or None)
        return Reading(text_of(raw) or None)

    def from_json(self, value: object) -> str:
        text = expect_text(value, "Nilai")
        if _CONTROL.search(text):
            raise InvalidValueError("Teks memuat karakter kendali yang tidak dapat disimpan.")
        return text

    def to_json(self, value: str) -> str:
        return value

    def format(self, value: str, context: ReadingContext | None = None) -> str:
        return value
