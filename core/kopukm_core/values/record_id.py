"""The key of a stored record, as an input."""

from __future__ import annotations

from typing import ClassVar

from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import digits_text
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_whole_number


class RecordIdType(ValueType[int]):
    """A record's number. `type_name` is the contract's name of its type, by which global ids are checked.

    Use it as `Annotated[int, RecordIdType("Cooperative")]`.
    """

    name: ClassVar[str] = "record id"
    title: ClassVar[str] = "Nomor catatan"

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[int]:
        text = digits_text(raw)
        if not text:
            return Reading(None)
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            return doubtful("RECORD_ID_INVALID", f"{text!r} bukan nomor catatan.")
        return Reading(int(text))

    def from_json(self, value: object) -> int:
        number = expect_whole_number(value, self.title)
        if not 1 <= number < 2**63:
            raise InvalidValueError(f"{self.title} harus 1 atau lebih, dan paling banyak 19 angka.")
        return number

    def to_json(self, value: int) -> int:
        return value

    def format(self, value: int, context: ReadingContext | None = None) -> str:
        return str(value)
