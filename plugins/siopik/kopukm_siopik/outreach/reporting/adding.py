"""The last row of a table whose figures add up."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.papers.report import Cell


def total_of(rows: Sequence[tuple[Cell, ...]], label: tuple[Cell, ...]) -> tuple[Cell, ...] | None:
    """The label's cells, then the sum of each column after them; None where there are no rows."""
    if not rows:
        return None
    columns = range(len(label), len(rows[0]))
    return (*label, *(sum(cell for row in rows if isinstance(cell := row[index], int)) for index in columns))
