"""A sheet as it was read from a file: values in rows and columns, nothing understood yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kopukm_core.errors import KopukmError
from kopukm_core.values.reading import RawValue


class TabularError(KopukmError):
    """The file cannot be imported as a whole: no row of it was looked at, or none could be understood."""

    code = "IMPORT_FILE"


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells shown as one; indexes begin at 0 and are inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[0]` is row 1 of the spreadsheet, `rows[0][0]` cell A1; rows may differ in length."""

    name: str
    rows: Sequence[Sequence[RawValue]]
    merged: tuple[MergedRange, ...] = ()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> RawValue:
        """The value at these indexes (from 0), or None outside the sheet."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


def column_letters(index: int) -> str:
    """The letters above a column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The index of a column by its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
