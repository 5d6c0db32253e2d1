"""Tables on A4: widths by what stands in the columns, upright or across, headings repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kopukm_core.papers.cells import NUMERIC, cell_text
from kopukm_core.papers.letterhead import NOT_FILLED
from kopukm_core.papers.report import Cell, ColumnKind, Table, TableColumn
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.papers.typesetting import letterhead_values, signatory_values, typeset
from kopukm_core.values import short_date

UPRIGHT, ACROSS = 174.0, 261.0
"""Millimetres between the margins."""
_SIZES = (9.5, 8.5, 7.5, 6.5)
_EM = 0.3528
"""Millimetres of one point."""
_LETTER, _PADDING = 0.5, 0.95
"""Ems of a usual letter, and beside a cell's text."""
_WIDEST_TEXT, _NARROWEST_TEXT = 34, 9
_MOST_TAGGED_ROWS = 400
"""Structure for screen readers makes a long table fifteen times as large: longer ones are better read as a workbook."""
_LONG_CELL = 500


async def tables_pdf(paper: TablesPaper) -> bytes:
    """The tables as a PDF on the office's paper, with definitions under each. Raises TypesettingError."""
    written = [_written(table, paper) for table in paper.tables]
    wanted = [
        sum(width for width, _ in _columns(table, rows, paper))
        for table, rows in zip(paper.tables, written, strict=True)
    ]
    landscape = any(ems * _SIZES[1] * _EM > UPRIGHT for ems in wanted)
    room = ACROSS if landscape else UPRIGHT
    tables = iter(
        [
            _sheet(table, rows, ems, room, paper)
            for table, rows, ems in zip(paper.tables, written, wanted, strict=True)
        ]
    )
    values = {
        "title": paper.title,
        "landscape": landscape,
        "letterhead": letterhead_values(paper.letterhead),
        "particulars": [list(pair) for pair in paper.particulars],
        "printed": paper.printed_on,
        "content": [
            {"kind": "text", "text": each} if isinstance(each, str) else next(tables)
            for each in paper.content
        ],
        "signatory": signatory_values(paper.signatory),
        "place_and_day": f"{paper.letterhead.place or f'(tempat {NOT_FILLED})'}, "
        f"{short_date(paper.printed_at.astimezone(paper.time_zone).date())}",
    }
    longest = max((len(rows) for rows in written), default=0)
    return await typeset("tables", values, moment=paper.printed_at, tagged=longest <= _MOST_TAGGED_ROWS)


def _written(table: Table, paper: TablesPaper) -> list[list[str]]:
    return [written_row(row, table.columns, paper) for row in table.rows]


def written_row(row: Sequence[Cell], columns: Sequence[TableColumn], paper: TablesPaper) -> list[str]:
    """The cells of a row as people read them."""
    return [cell_text(cell, column.kind, paper.time_zone) for cell, column in zip(row, columns, strict=True)]


def _columns(table: Table, rows: Sequence[Sequence[str]], paper: TablesPaper) -> list[tuple[float, bool]]:
    """The width of each column in ems, and whether it may grow or shrink."""
    found: list[tuple[float, bool]] = []
    for place, column in enumerate(table.columns):
        longest = max((len(row[place]) for row in rows), default=0)
        if table.total is not None:
            longest = max(longest, len(_total_text(table.total[place], column, paper)))
        word = max((len(each) for each in column.label.split()), default=1)
        if column.kind in NUMERIC or column.kind is ColumnKind.DATE:
            letters, flexible = float(max(longest + 1, word * 1.15, 5)), False
        else:
            letters = min(max(longest, word * 1.15, _NARROWEST_TEXT if longest > 4 else 3), _WIDEST_TEXT)
            flexible = longest > 4 or not rows
        found.append((letters * _LETTER + _PADDING, flexible))
    return found


def _sheet(
    table: Table, rows: list[list[str]], ems: float, room: float, paper: TablesPaper
) -> dict[str, Any]:
    columns = _columns(table, rows, paper)
    size = next((each for each in _SIZES if ems * each * _EM <= room), _SIZES[-1])
    overfull = ems * size * _EM > room
    has_flexible = any(flexible for _, flexible in columns)
    return {
        "kind": "table",
        "title": table.title,
        "size": size,
        "breakable": any(len(cell) > _LONG_CELL for row in rows for cell in row),
        "columns": [
            {
                "label": column.label,
                "right": column.kind in NUMERIC,
                "width": width,
                "flexible": flexible or overfull or not has_flexible,
            }
            for column, (width, flexible) in zip(table.columns, columns, strict=True)
        ],
        "rows": rows,
        "total": None if table.total is None or not rows else _total(table.total, table.columns, paper),
        "definitions": [*table.footnotes, *table.definitions],
    }


def _total(total: Sequence[Cell], columns: Sequence[TableColumn], paper: TablesPaper) -> list[str]:
    return [_total_text(cell, column, paper) for cell, column in zip(total, columns, strict=True)]


def _total_text(cell: Cell, column: TableColumn, paper: TablesPaper) -> str:
    """An empty cell of the last row has no sum: it stays empty. A withheld one is marked as any other."""
    return "" if cell is None else cell_text(cell, column.kind, paper.time_zone)
