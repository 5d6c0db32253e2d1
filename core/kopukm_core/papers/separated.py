"""Tables as csv: one table as one file, several as an archive with one file each, and what the figures mean."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core.papers.report import WITHHELD_MARK, Cell, ColumnKind, Table, Withheld
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.papers.workbook import DEFINITIONS, definition_lines
from kopukm_core.tabular.harmless import harmless

_NOT_PLAIN = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True, slots=True)
class SeparatedTables:
    """The content, and `csv` or `zip`."""

    content: bytes
    ending: str


def tables_csv(paper: TablesPaper) -> SeparatedTables:
    """The tables with semicolons, in UTF-8 with a mark, as Indonesian spreadsheets open them.

    Numbers are plain (1250000, 12,5), days are 2026-11-23; text is never taken for a formula.
    """
    tables = paper.tables
    if len(tables) == 1:
        return SeparatedTables(_file([_heading(tables[0]), *_rows(tables[0], paper)]), "csv")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, table in enumerate(tables, start=1):
            name = " ".join(_NOT_PLAIN.sub(" ", table.title).split())[:80] or "Tabel"
            _add(archive, f"{number:02} {name}.csv", _file([_heading(table), *_rows(table, paper)]), paper)
        lines = [[harmless(label), harmless(text)] for label, text in definition_lines(paper)]
        _add(archive, f"{DEFINITIONS}.csv", _file(lines), paper)
    return SeparatedTables(written.getvalue(), "zip")


def _add(archive: zipfile.ZipFile, name: str, content: bytes, paper: TablesPaper) -> None:
    local = paper.printed_at.astimezone(paper.time_zone)
    about = zipfile.ZipInfo(
        name, (local.year, local.month, local.day, local.hour, local.minute, local.second)
    )
    about.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(about, content)


def _file(lines: list[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(lines)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def _heading(table: Table) -> list[str]:
    return [harmless(column.label) for column in table.columns]


def _rows(table: Table, paper: TablesPaper) -> list[list[str]]:
    """The rows, and under them why cells are withheld, in the first column."""
    rows = [*table.rows, *([] if table.total is None else [table.total])]
    told = [
        [_plain(cell, column.kind, paper) for cell, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]
    blank = [""] * (len(table.columns) - 1)
    return [*told, *([footnote, *blank] for footnote in table.footnotes)]


def _plain(value: Cell, kind: ColumnKind, paper: TablesPaper) -> str:
    if value is None:
        return ""
    if isinstance(value, Withheld):
        return WITHHELD_MARK
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return f"{value.astimezone(paper.time_zone):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value) if isinstance(value, int) else harmless(value)
