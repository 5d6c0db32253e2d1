"""A built report in the form that was asked for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from kopukm_core.papers.models import ReportForm
from kopukm_core.papers.separated import tables_csv
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.papers.tables_paper import tables_pdf
from kopukm_core.papers.workbook import tables_xlsx


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The content of the file, and how its name ends."""

    content: bytes
    ending: str


async def write_report(paper: TablesPaper, form: ReportForm) -> WrittenReport:
    """Write it, in a thread beside the loop. Raises TypesettingError."""
    if form is ReportForm.PDF:
        return WrittenReport(await tables_pdf(paper), "pdf")
    if form is ReportForm.XLSX:
        return WrittenReport(await asyncio.to_thread(tables_xlsx, paper), "xlsx")
    made = await asyncio.to_thread(tables_csv, paper)
    return WrittenReport(made.content, made.ending)
