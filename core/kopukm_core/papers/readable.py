"""Who sees printed reports and issued papers."""

from __future__ import annotations

from kopukm_core.papers.models import IssuedPaper, PaperNumbering, PrintedReport
from kopukm_core.papers.permissions import READ_PAPERS, READ_PRINTED_REPORTS
from kopukm_core.visibility import AnyOf, Granted, OwnActor, Visibility

PAPER_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(
        PrintedReport, rows=AnyOf(OwnActor("actor"), Granted(READ_PRINTED_REPORTS, region="region_code"))
    ),
    Visibility(IssuedPaper, rows=Granted(READ_PAPERS, region="region_code")),
    Visibility(PaperNumbering, rows=Granted(READ_PAPERS)),
)
