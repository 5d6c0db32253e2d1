"""Several values of one type."""

from __future__ import annotations

import re
from typing import ClassVar, Generic, TypeVar

from kopukm_core.values.reading import Finding, RawValue, Reading, ReadingContext
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType

T = TypeVar("T")

_OUTSIDE_BRACKETS = re.compile(r"[;\n]\s*|,\s+(?![^()]*\))")


class ListType(ValueType[list[T]], Generic[T]):
    """A list; people separate with a semicolon, a line break, or a comma and a blank (outside brackets)."""

    name: ClassVar[str] = "list"
    title: ClassVar[str] = "Daftar"

    def __init__(self, item: ValueType[T]) -> None:
        self.item = item

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[list[T]]:
        if not isinstance(raw, str):
            parts: list[RawValue] = [raw] if text_of(raw) else []
        else:
            parts = [part for part in _OUTSIDE_BRACKETS.split(raw) if text_of(part)]
        values: list[T] = []
        findings: list[Finding] = []
        for part in parts:
            reading = self.item.read(part, context)
            findings.extend(reading.findings)
            if reading.value is not None:
                values.append(reading.value)
        return Reading(values or None, tuple(findings))

    def from_json(self, value: object) -> list[T]:
        if not isinstance(value, list):
            raise InvalidValueError("Nilai harus berupa daftar.")
        return [self.item.from_json(part) for part in value]

    def to_json(self, value: list[T]) -> list[object]:
        return [self.item.to_json(part) for part in value]

    def format(self, value: list[T], context: ReadingContext | None = None) -> str:
        return "; ".join(self.item.format(part, context) for part in value)
