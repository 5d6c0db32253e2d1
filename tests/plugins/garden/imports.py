"""The spreadsheet of gardens."""

from __future__ import annotations

from garden.commands import OpenGarden
from kopukm_core.commands import columns_of, declaration_of
from kopukm_core.imports import Storing
from kopukm_core.tabular import ImportDeclaration, ImportReport, SheetDeclaration, judge_each_alone


async def store(report: ImportReport, storing: Storing) -> None:
    """Open each garden; the rows of one file share one command record."""
    rows = report.kept("gardens")
    await storing.give("garden.open_garden", rows, [row.values for row in rows])


GARDENS = ImportDeclaration(
    name="garden.gardens",
    title="Daftar kebun",
    sheets=(SheetDeclaration("gardens", "daftar kebun", columns_of(declaration_of(OpenGarden))),),
    judge=judge_each_alone,
    store=store,
    commands=("garden.open_garden",),
)
