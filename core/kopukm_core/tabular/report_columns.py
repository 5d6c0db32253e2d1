"""The two columns by which the report stands in the sheet itself, and how a later reading passes them by."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.tabular.columns import ImportDeclaration
from kopukm_core.tabular.labels import label_key
from kopukm_core.tabular.sheets import Sheet
from kopukm_core.values.text import text_of

HEADINGS = ("Hasil", "Alasan")
OTHER_HEADINGS = ("Hasil impor", "Alasan impor")
"""For an import that has a column of one of the other names itself."""

_ROWS_SEARCHED = 200


def report_headings(declaration: ImportDeclaration) -> tuple[str, str]:
    """The headings that the report's columns have for this import."""
    own = {
        label_key(heading) for kind in declaration.sheets for one in kind.columns for heading in one.headings
    }
    return OTHER_HEADINGS if own & {label_key(one) for one in HEADINGS} else HEADINGS


def report_columns_at(rows: Sequence[Sequence[object]], headings: tuple[str, str]) -> int | None:
    """The index of the first of the two columns, where a row near the top ends with their headings."""
    for row in rows[:_ROWS_SEARCHED]:
        filled = [index for index, cell in enumerate(row) if text_of(cell)]  # type: ignore[arg-type]
        if len(filled) < 3 or filled[-1] != filled[-2] + 1:
            continue
        if (text_of(row[filled[-2]]), text_of(row[filled[-1]])) == headings:  # type: ignore[arg-type]
            return filled[-2]
    return None


def without_report_columns(sheet: Sheet, headings: tuple[str, str]) -> tuple[Sheet, int | None]:
    """The sheet as a person keeps it, and where the columns of an earlier report stood."""
    place = report_columns_at(sheet.rows, headings)
    if place is None:
        return sheet, None
    rows = [row[:place] for row in sheet.rows]
    merged = tuple(one for one in sheet.merged if one.first_column < place)
    return Sheet(sheet.name, rows, merged, sheet.is_hidden), place
