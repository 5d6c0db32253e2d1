"""Rows: as their cells were read, and as they were judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self

from kopukm_core.tabular.sheets import column_letters


class Outcome(StrEnum):
    """What becomes of a row: stored, stored with a remark, refused, or held as a second copy."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    DUPLICATE = "duplicate"

    @property
    def is_kept(self) -> bool:
        return self in (Outcome.OK, Outcome.WARNING)


class RowKey(NamedTuple):
    """Where a row stands: the sheet's name and the row number that the spreadsheet shows."""

    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class CellFinding:
    """Something noticed in a row: `field` and `cell` ("C14") may be empty when it concerns the row as a
    whole.
    """

    field: str
    cell: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row whose cells were read: values by field (None when empty or unreadable),
    and what the readers found.

    `texts` holds what each filled cell shows, cleaned of odd blanks.
    """

    key: RowKey
    declaration: str
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    findings: tuple[CellFinding, ...]
    columns: Mapping[str, int]

    def address(self, field: str) -> str:
        """The cell of the field, such as "C14"; empty when the sheet has no such column."""
        index = self.columns.get(field)
        return "" if index is None else f"{column_letters(index)}{self.key.number}"

    def finding(self, field: str, code: str, message: str) -> CellFinding:
        """A finding about the field's cell."""
        return CellFinding(field, self.address(field), code, message)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with its outcome; `values` are what would be stored."""

    row: SheetRow
    outcome: Outcome
    values: Mapping[str, Any]
    findings: tuple[CellFinding, ...] = ()
    duplicate_of: RowKey | None = None

    @classmethod
    def from_findings(cls, row: SheetRow, values: Mapping[str, Any], findings: Sequence[CellFinding]) -> Self:
        """A kept row: ok without findings, else warning."""
        return cls(row, Outcome.WARNING if findings else Outcome.OK, values, tuple(findings))

    @classmethod
    def refused(cls, row: SheetRow, values: Mapping[str, Any], finding: CellFinding) -> Self:
        """A row of which nothing is stored."""
        return cls(row, Outcome.ERROR, values, (finding,))

    @classmethod
    def second_copy(
        cls, row: SheetRow, values: Mapping[str, Any], finding: CellFinding, duplicate_of: RowKey
    ) -> Self:
        """A row that says again what the earlier row said."""
        return cls(row, Outcome.DUPLICATE, values, (finding,), duplicate_of)
