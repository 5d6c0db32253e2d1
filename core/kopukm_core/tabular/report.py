"""What an import tells, row by row, and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kopukm_core.tabular.judged import CellFinding, JudgedRow, Outcome, RowKey
from kopukm_core.tabular.rows import SkippedRows
from kopukm_core.values.choice import Choice


class Action(StrEnum):
    """What storing did with a kept row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class RowReport:
    """A judged row; `action` is set when the row has been stored."""

    judged: JudgedRow
    action: Action | None = None

    def refuse(self, findings: Iterable[tuple[str, str, str]]) -> None:
        """What storing found against the row, as (field, code, message): nothing of it is stored."""
        row = self.judged.row
        noted = tuple(row.finding(name, code, message) for name, code, message in findings)
        self.judged = JudgedRow(row, Outcome.ERROR, self.judged.values, noted)

    @property
    def key(self) -> RowKey:
        return self.judged.row.key

    @property
    def outcome(self) -> Outcome:
        return self.judged.outcome

    @property
    def values(self) -> Mapping[str, Any]:
        return self.judged.values

    @property
    def name(self) -> str:
        """What a person knows the row by: the cell of its name, else its first two filled cells."""
        texts = self.judged.row.texts
        return texts.get("name") or " / ".join(list(texts.values())[:2])

    @property
    def findings(self) -> tuple[CellFinding, ...]:
        return self.judged.findings


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How a sheet was understood: `declaration` is empty when it was left out."""

    name: str
    declaration: str = ""
    title: str = ""
    """What people call the declaration."""
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    """The heading found, by field."""
    unknown_columns: tuple[str, ...] = ()
    skipped: SkippedRows = field(default_factory=SkippedRows)
    left_out: str = ""
    """Why the sheet was not read, in Indonesian."""
    report_columns_at: int | None = None
    """Index of the first column of an earlier report, from which on nothing was read."""


@dataclass(slots=True)
class ImportReport:
    """The whole file, judged."""

    declaration: str
    file: str
    as_of: date
    sheets: list[SheetReport]
    rows: list[RowReport]
    report_as: Mapping[str, Any] = field(default_factory=dict)

    def kept(self, declaration: str) -> list[RowReport]:
        """The rows of a declared sheet that would be stored, in the file's order."""
        return [row for row in self.rows if row.judged.row.declaration == declaration and row.outcome.is_kept]

    def outcomes(self) -> Counter[Outcome]:
        """How many rows have each outcome."""
        return Counter(row.outcome for row in self.rows)

    def codes(self) -> Counter[str]:
        """In how many rows each finding stands."""
        return Counter(code for row in self.rows for code in {finding.code for finding in row.findings})

    def to_json(self) -> dict[str, object]:
        """The report as JSON holds it: `values` of a kept row as stored, `texts` of another as its cells show."""
        outcomes = self.outcomes()
        return {
            "import": self.declaration,
            "file": self.file,
            "as_of": self.as_of.isoformat(),
            "sheets": [_sheet_json(sheet) for sheet in self.sheets],
            "outcomes": {outcome.value: outcomes[outcome] for outcome in Outcome},
            "codes": dict(self.codes().most_common()),
            "rows": [self._row_json(row) for row in self.rows],
        }

    def _row_json(self, row: RowReport) -> dict[str, object]:
        duplicate_of = row.judged.duplicate_of
        values: dict[str, object] = {}
        if row.outcome.is_kept:
            for name, value in row.values.items():
                write = self.report_as.get(name, plain_value)
                values[name] = None if value is None else write(value)
        report: dict[str, object] = {
            "sheet": row.key.sheet,
            "row": row.key.number,
            "outcome": row.outcome.value,
            "codes": sorted({finding.code for finding in row.findings}),
            "findings": [
                {"field": f.field, "cell": f.cell, "code": f.code, "message": f.message} for f in row.findings
            ],
            "action": row.action.value if row.action else None,
            "values": values,
        }
        if not row.outcome.is_kept:
            report["texts"] = dict(row.judged.row.texts)
        if duplicate_of is not None:
            report["duplicate_of"] = duplicate_of.number
            report["duplicate_of_sheet"] = duplicate_of.sheet
        return report


def plain_value(value: object) -> object:
    """A value as the report holds it: a choice by its label, a day in ISO 8601, a row by its number."""
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, RowKey):
        return value.number
    if isinstance(value, list):
        return [plain_value(part) for part in value]
    return value


def _sheet_json(sheet: SheetReport) -> dict[str, object]:
    return {
        "name": sheet.name,
        "kind": sheet.declaration or None,
        "header_row": sheet.header_row or None,
        "columns": dict(sheet.columns),
        "unknown_columns": list(sheet.unknown_columns),
        "skipped": {
            "blank": sheet.skipped.blank,
            "column_numbers": sheet.skipped.column_numbers,
            "repeated_header": sheet.skipped.repeated_header,
            "totals": sheet.skipped.totals,
            "below_totals": sheet.skipped.below_totals,
            "data_below_totals": sheet.skipped.data_below_totals,
        },
        "left_out": sheet.left_out or None,
    }
