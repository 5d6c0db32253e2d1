"""The report as the same workbook: every sheet as it was uploaded, with what became of each row at its right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kopukm_core.tabular.columns import ImportDeclaration
from kopukm_core.tabular.judged import Outcome
from kopukm_core.tabular.read_apart import ReadingProcess, SheetPieces
from kopukm_core.tabular.report import Action, ImportReport, RowReport, SheetReport
from kopukm_core.tabular.report_columns import report_headings

_LONGEST_TEXT = 32_767
_LONGEST_SHEET_NAME = 31
_MOST_COLUMNS = 16_384
_COLOURS = {Outcome.ERROR: "#F8CBAD", Outcome.WARNING: "#FFE699", Outcome.DUPLICATE: "#D9D9D9"}
_ACTIONS = {
    Action.CREATED: "Disimpan: baru",
    Action.UPDATED: "Disimpan: diperbarui",
    Action.UNCHANGED: "Sudah tercatat, tidak berubah",
}
_OUTCOMES = {
    Outcome.OK: "Dapat disimpan",
    Outcome.WARNING: "Dapat disimpan, dengan catatan",
    Outcome.ERROR: "Ditolak",
    Outcome.DUPLICATE: "Ganda, tidak disimpan",
}


def write_marked_workbook(
    report: ImportReport, declaration: ImportDeclaration, reading: ReadingProcess, target: Path
) -> None:
    """Write the workbook, reading the file once more, piece by piece. A csv file becomes a workbook too.

    Text is written as text, so that nothing in it is ever run as a formula. Formats and pictures are left behind.
    """
    options = {"constant_memory": True, "tmpdir": str(target.parent)}
    sheets = {sheet.name: sheet for sheet in report.sheets}
    rows: dict[str, dict[int, RowReport]] = {}
    for row in report.rows:
        rows.setdefault(row.key.sheet, {})[row.key.number] = row
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(target), options)
    try:
        writer = _Writer(workbook, report_headings(declaration))
        for pieces in reading.sheets():
            writer.copy(pieces, sheets.get(pieces.name), rows.get(pieces.name, {}))
    finally:
        workbook.close()


def result_of(row: RowReport) -> str:
    """What became of a row, in the words of the report's first column."""
    if row.action is None or not row.outcome.is_kept:
        return _OUTCOMES[row.outcome]
    return _ACTIONS[row.action] + (", dengan catatan" if row.outcome is Outcome.WARNING else "")


def reason_of(row: RowReport) -> str:
    """What was noticed in a row, each with its cell."""
    told = dict.fromkeys(f"{one.cell}: {one.message}" if one.cell else one.message for one in row.findings)
    return "\n".join(told)[:_LONGEST_TEXT]


class _Writer:
    def __init__(self, workbook: Any, headings: tuple[str, str]) -> None:
        self._workbook = workbook
        self._headings = headings
        self._names: set[str] = set()
        self._has_visible = False
        add = workbook.add_format
        self._text = add({"quote_prefix": True})
        self._day = add({"num_format": "dd/mm/yyyy"})
        self._moment = add({"num_format": "dd/mm/yyyy hh:mm:ss"})
        self._time = add({"num_format": "[h]:mm:ss"})
        self._whole = add({"num_format": "0"})
        self._heading = add({"bold": True, "bottom": 1})
        plain = {"text_wrap": True, "valign": "top"}
        self._marks = {
            one: add({**plain, "bg_color": _COLOURS[one]} if one in _COLOURS else plain) for one in Outcome
        }

    def copy(self, pieces: SheetPieces, told: SheetReport | None, rows: dict[int, RowReport]) -> None:
        sheet = self._workbook.add_worksheet(self._sheet_name(pieces.name))
        if pieces.is_hidden:
            sheet.hide()
        elif not self._has_visible:
            self._has_visible = True
            sheet.activate()
            sheet.set_first_sheet()
        header = told.header_row if told is not None and told.declaration else 0
        cut_at = told.report_columns_at if told is not None else None
        width = min(pieces.width if cut_at is None else cut_at, _MOST_COLUMNS - 2)
        if header:
            sheet.set_column(width, width, 26)
            sheet.set_column(width + 1, width + 1, 70)
            sheet.freeze_panes(header, 0)
        number = 0
        for number, cells in enumerate(_with_covered(pieces, header), start=1):
            for column, value in enumerate(cells[:width]):
                self._write(sheet, number - 1, column, value)
            if number == header:
                for offset, text in enumerate(self._headings):
                    sheet.write_string(number - 1, width + offset, text, self._heading)
            elif (row := rows.get(number)) is not None:
                mark = self._marks[row.outcome]
                sheet.write_string(number - 1, width, result_of(row), mark)
                sheet.write_string(number - 1, width + 1, reason_of(row), mark)
        if header and number > header:
            sheet.autofilter(header - 1, 0, number - 1, width + 1)

    def _write(self, sheet: Any, row: int, column: int, value: object) -> None:
        match value:
            case None | "":
                return
            case bool():
                sheet.write_boolean(row, column, value)
            case int() | float():
                self._write_number(sheet, row, column, value)
            case str():
                text = value[:_LONGEST_TEXT]
                sheet.write_string(row, column, text, self._text if text[0] in "=+-@\t\r" else None)
            case datetime() if value.year >= 1900:
                sheet.write_datetime(row, column, value, self._moment)
            case date() if value.year >= 1900:
                sheet.write_datetime(row, column, value, self._day)
            case time() | timedelta():
                sheet.write_datetime(row, column, value, self._time)
            case _:
                sheet.write_string(row, column, str(value))

    def _write_number(self, sheet: Any, row: int, column: int, value: float) -> None:
        if not math.isfinite(value):
            sheet.write_string(row, column, str(value))
        else:
            # "General" shows a number of 13 digits as 3,2E+12.
            is_long = float(value).is_integer() and abs(value) >= 1e11
            sheet.write_number(row, column, value, self._whole if is_long else None)

    def _sheet_name(self, name: str) -> str:
        """A name that a workbook may have, and none twice."""
        cleaned = "".join("_" if one in "[]:*?/\\" else one for one in name).strip("'")
        base = cleaned[:_LONGEST_SHEET_NAME] or "Lembar"
        found, number = base, 1
        while found.casefold() in self._names:
            number += 1
            found = f"{base[: _LONGEST_SHEET_NAME - 4]} {number}"
        self._names.add(found.casefold())
        return found


def _with_covered(pieces: SheetPieces, header: int) -> Iterator[Sequence[object]]:
    """The rows; a merged area of data shows its value in each of its rows, as it was read."""
    areas = [one for one in pieces.merged if one.first_row >= header and one.last_row > one.first_row]
    shown: dict[int, tuple[int, object]] = {}
    starts: dict[int, list[tuple[int, int]]] = {}
    for one in areas:
        starts.setdefault(one.first_row, []).append((one.first_column, one.last_row))
    index = 0
    for piece in pieces.pieces:
        for row in piece:
            cells: list[object] = list(row)
            for column, (last, value) in list(shown.items()):
                if index > last:
                    del shown[column]
                    continue
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = value
            for column, last in starts.get(index, ()):
                shown[column] = (last, cells[column] if column < len(cells) else None)
            yield cells
            index += 1
