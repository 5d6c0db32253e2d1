"""Lists of sentences, which hold commas of their own: one to a line."""

from __future__ import annotations

from typing import ClassVar

from kopukm_core.values import ListType, RawValue, Reading, ReadingContext, TextType


class LinesType(ListType[str]):
    """Texts that people write one to a line, or with a semicolon between."""

    title: ClassVar[str] = "Daftar kalimat"

    def __init__(self) -> None:
        super().__init__(TextType())

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[list[str]]:
        if not isinstance(raw, str):
            return super().read(raw, context)
        parts = [" ".join(part.split()) for line in raw.splitlines() for part in line.split(";")]
        return Reading([part for part in parts if part] or None)
