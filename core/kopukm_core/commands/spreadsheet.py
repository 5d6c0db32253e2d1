"""The spreadsheet door of a command: an import derived from its declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from kopukm_core.commands.columns import columns_of
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.parsing import check_value
from kopukm_core.tabular import (
    CellFinding,
    ImportDeclaration,
    ImportReport,
    JudgedRow,
    Outcome,
    RowReport,
    SheetDeclaration,
    SheetRow,
)
from kopukm_core.values import ReadingContext


class Giving(Protocol):
    """What stores the rows: `kopukm_core.imports.Storing`."""

    async def give(
        self, command: str, rows: Sequence[RowReport], inputs: Sequence[Mapping[str, Any]]
    ) -> list[str | None]: ...


def has_spreadsheet(declaration: CommandDeclaration) -> bool:
    """Whether rows make sense for the command: it has fields, and none of them is a secret or a file."""
    fields = declaration.fields
    fit = not any(one.question.secret or one.question.purpose for one in fields)
    return bool(fields) and fit and not declaration.credential and not declaration.own_door


def command_import(declaration: CommandDeclaration) -> ImportDeclaration:
    """The import by the command's name: one row, one command; a blank cell is "not told"."""
    sheet = SheetDeclaration(
        name=declaration.verb_noun,
        title=declaration.title,
        columns=columns_of(declaration),
        ends_at_totals=False,
    )

    def judge(sheets: Mapping[str, Sequence[SheetRow]], context: ReadingContext) -> list[JudgedRow]:
        return [_judged(declaration, row) for row in sheets[sheet.name]]

    async def store(report: ImportReport, storing: Giving) -> None:
        kept = report.kept(sheet.name)
        await storing.give(declaration.name, kept, [row.values for row in kept])

    return ImportDeclaration(
        declaration.name, declaration.title, (sheet,), judge, store, commands=(declaration.name,)
    )


def _judged(declaration: CommandDeclaration, row: SheetRow) -> JudgedRow:
    """A doubtful optional cell is left empty with a remark; a missing or forbidden value refuses the row."""
    faults: list[CellFinding] = []
    for field in declaration.fields:
        value = row.values.get(field.name)
        if value is None and field.required:
            unread = [each for each in row.findings if each.field == field.name]
            faults += unread or [row.finding(field.name, "REQUIRED", f"{field.label} wajib diisi.")]
            continue
        problem = check_value(field, value)
        if problem is not None:
            faults.append(row.finding(field.name, problem.code, problem.message))
    if faults:
        return JudgedRow(row, Outcome.ERROR, row.values, tuple(faults))
    return JudgedRow.from_findings(row, row.values, row.findings)
