"""What a working paper begins with: figures that the cooperative reported already."""

from __future__ import annotations

from kopukm_siopik.health.choices import FigureOrigin, FiguresYear
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.rules import Rubric
from kopukm_siopik.health.rules.inputs import input_of
from kopukm_siopik.health.storing import store_figures
from kopukm_siopik.models import YearlyReport

REPORTED = {"equity": "equity", "total_assets": "assets", "surplus": "surplus"}
"""Input → column of the yearly report. Volume usaha is not taken for pendapatan: they are not the same."""


async def prefill(assessment: HealthAssessment, rubric: Rubric) -> None:
    """Store what the reports of the book year and of the one before hold and the rubric asks for."""
    years = {
        assessment.book_year: FiguresYear.THIS_YEAR,
        assessment.book_year - 1: FiguresYear.PREVIOUS_YEAR,
    }
    asked = {
        (found[0].name, found[1]) for word in rubric.input_words if (found := input_of(word)) is not None
    }
    reports = await YearlyReport.filter(
        cooperative_id=assessment.cooperative_id, year__in=list(years), is_current=True
    )
    for report in reports:
        year = years[report.year]
        amounts: dict[str, int | None] = {
            name: getattr(report, column)
            for name, column in REPORTED.items()
            if (name, year is FiguresYear.PREVIOUS_YEAR) in asked and getattr(report, column) is not None
        }
        await store_figures(assessment.id, year, amounts, FigureOrigin.YEARLY_REPORT)
