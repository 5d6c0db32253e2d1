"""Yes or no."""

from __future__ import annotations

from typing import ClassVar

from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType

_YES = frozenset(
    ("ya", "y", "iya", "ada", "sudah", "v", "x", "√", "✓", "✔", "true", "benar", "setuju", "1", "yes")
)
_NO = frozenset(
    (
        "tidak",
        "tdk",
        "bukan",
        "belum",
        "tidak_ada",
        "tidak_setuju",
        "belum_ada",
        "false",
        "salah",
        "0",
        "no",
        "n",
    )
)


class TruthType(ValueType[bool]):
    """Yes or no in the words and marks that people use."""

    name: ClassVar[str] = "truth"
    title: ClassVar[str] = "Ya atau tidak"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[bool]:
        text = text_of(raw)
        word = text.casefold().strip(" .!,").replace(" ", "_")
        if not text:
            return Reading(None)
        if word in _YES or word.startswith("ya,"):
            return Reading(True)
        if word in _NO:
            return Reading(False)
        return doubtful("TRUTH_INVALID", f"{text!r} bukan ya atau tidak.")

    def from_json(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise InvalidValueError("Nilai harus true atau false.")
        return value

    def to_json(self, value: bool) -> bool:
        return value

    def format(self, value: bool, context: ReadingContext | None = None) -> str:
        return "Ya" if value else "Tidak"
