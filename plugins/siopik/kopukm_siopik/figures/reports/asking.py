"""What a report is asked, as a question for figures."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.papers.report import ReportRequest
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book


async def question_of(request: ReportRequest) -> Question:
    """The last day of the request, as known now or at the moment asked."""
    known_at = request.known_at or clock.now()
    rules = await rule_book(request.last_day, request.known_at)
    return Question(request.last_day, known_at, rules, request.region_code)
