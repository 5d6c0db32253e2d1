"""Tables as a workbook with real numbers, amounts and days: a sheet for each, and one for what the figures mean."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from kopukm_core.papers.cells import NUMERIC, cell_text
from kopukm_core.papers.report import Cell, ColumnKind, Table
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.tabular.harmless import harmless

DEFINITIONS = "Definisi"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MOST_NAME, _MOST_TEXT, _MOST_ROWS = 31, 32_000, 1_048_000
_FORMATS: Mapping[ColumnKind, str] = {
    ColumnKind.NUMBER: "#,##0.###;-#,##0.###",
    ColumnKind.RUPIAH: '"Rp"#,##0;-"Rp"#,##0',
    ColumnKind.PERCENT: '0.##"%"',
    ColumnKind.DATE: "dd/mm/yyyy",
    ColumnKind.TEXT: "@",
}
_WHOLE = {ColumnKind.NUMBER: "#,##0", ColumnKind.PERCENT: '0"%"'}
_MOMENT = "dd/mm/yyyy hh:mm"
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets disagree on the days before it."""
_EXACT = 2**53
"""Larger whole numbers lose their last digits in a spreadsheet: they stand there as text."""


def tables_xlsx(paper: TablesPaper) -> bytes:
    """The tables as an xlsx file, one sheet each, and the sheet "Definisi". Text is never taken for a formula."""
    import xlsxwriter

    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as workbook:
        workbook.set_properties(
            {"title": paper.title[:250], "created": paper.printed_at.replace(tzinfo=None)}
        )
        taken = {DEFINITIONS.casefold()}
        for table in paper.tables:
            _Sheet(workbook, sheet_name(table.title, taken), paper).write(table)
        _write_definitions(workbook, paper)
    return written.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that spreadsheets accept and no other sheet bears; it is noted in `taken`."""
    plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip(" '") or "Tabel"
    if plain.casefold() == "history":
        plain = "Riwayat"
    for number in count(1):
        end = "" if number == 1 else f" ({number})"
        name = plain[: _MOST_NAME - len(end)].rstrip(" '") + end
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("counting has no end")


class _Sheet:
    def __init__(self, workbook: Any, name: str, paper: TablesPaper) -> None:
        self._workbook, self._paper = workbook, paper
        self._sheet = workbook.add_worksheet(name)
        self._formats: dict[tuple[str, bool], Any] = {}

    def write(self, table: Table) -> None:
        sheet = self._sheet
        heading = self._workbook.add_format(
            {"bold": True, "bg_color": "#E6E6E6", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, harmless(column.label), heading)
        rows = table.rows[:_MOST_ROWS]
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                self._cell(number, place, cell, table.columns[place].kind)
        if table.total is not None:
            for place, cell in enumerate(table.total):
                self._cell(len(rows) + 1, place, cell, table.columns[place].kind, bold=True)
        below = len(rows) + (1 if table.total is None else 2)
        for number, footnote in enumerate(table.footnotes, start=below + 1):
            sheet.write_string(number, 0, harmless(footnote), self._format("@", bold=False))
        for place, column in enumerate(table.columns):
            texts = [cell_text(row[place], column.kind, self._paper.time_zone) for row in rows[:2_000]]
            longest = max((len(text) for text in texts), default=0)
            word = max((len(each) for each in column.label.split()), default=1)
            sheet.set_column(place, place, min(max(longest, word, 6) + 2, 60))
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8Dicetak {self._paper.printed_on}&R&8Halaman &P dari &N")

    def _cell(self, row: int, place: int, value: Cell, kind: ColumnKind, *, bold: bool = False) -> None:
        sheet = self._sheet
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_string(row, place, "ya" if value else "tidak", self._format("@", bold))
        elif isinstance(value, datetime):
            local = value.astimezone(self._paper.time_zone).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, self._format(_MOMENT, bold))
        elif isinstance(value, date) and value >= _FIRST_DAY:
            day = self._format(_FORMATS[ColumnKind.DATE], bold)
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
        elif isinstance(value, int | float) and kind in NUMERIC and -_EXACT <= value <= _EXACT:
            number = _WHOLE.get(kind, _FORMATS[kind]) if value == int(value) else _FORMATS[kind]
            sheet.write_number(row, place, value, self._format(number, bold))
        else:
            text = harmless(cell_text(value, kind, self._paper.time_zone))
            sheet.write_string(row, place, text[:_MOST_TEXT], self._format("@", bold))

    def _format(self, number: str, bold: bool) -> Any:
        key = (number, bold)
        if key not in self._formats:
            look: dict[str, Any] = {"num_format": number, "valign": "top"}
            if bold:
                look |= {"bold": True, "top": 1}
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def _write_definitions(workbook: Any, paper: TablesPaper) -> None:
    sheet = workbook.add_worksheet(DEFINITIONS)
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for row, (label, text) in enumerate(definition_lines(paper)):
        sheet.write_string(row, 0, harmless(label), bold)
        sheet.write_string(row, 1, harmless(text)[:_MOST_TEXT], wrapped)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)


def definition_lines(paper: TablesPaper) -> list[tuple[str, str]]:
    """What the figures are and mean, as pairs of label and text: title, office, particulars, definitions."""
    lines = [("Laporan", paper.title)]
    if paper.letterhead.office:
        lines.append(("Dinas", paper.letterhead.office))
    lines += [*paper.particulars, ("Dicetak", paper.printed_on)]
    for each in paper.content:
        if isinstance(each, str):
            lines.append(("Catatan", each))
        else:
            texts = (*each.footnotes, *each.definitions)
            lines += [(each.title if not place else "", text) for place, text in enumerate(texts)]
    return lines
