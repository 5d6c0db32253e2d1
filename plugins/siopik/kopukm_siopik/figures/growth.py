"""The series of growth ("pertumbuhan" in ODS): founded, dissolved, and how many were active and healthy at each end."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.values import Choice
from kopukm_siopik.figures.as_of import Question, judged_tables
from kopukm_siopik.figures.statistics import Counts, statistics, totals

MOST_POINTS = 60


class Interval(Choice):
    """How long one point of a series is."""

    YEAR = "year", "Tahun"
    MONTH = "month", "Bulan"


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """One year or month: founded and dissolved in it, and the counts on its last day (or the day asked, if earlier)."""

    first_day: date
    last_day: date
    founded: int
    dissolved: int
    counts: Counts


async def growth(question: Question, since: date, interval: Interval = Interval.YEAR) -> list[GrowthPoint]:
    """The points from the one that holds `since` to the one that holds the day asked, at most MOST_POINTS.

    Founded and dissolved are told by the state of the day asked; the counts of each end by the state of that end,
    all as known at the question's moment and by its rules.
    """
    spans = periods(since, question.day, interval)
    founded = await _happened(question, "founded", interval)
    dissolved = await _happened(question, "dissolved_on", interval)
    points = []
    for first, last in spans:
        counts = totals(await statistics(replace(question, day=last), level=0))
        key = _key(first, interval)
        points.append(GrowthPoint(first, last, founded.get(key, 0), dissolved.get(key, 0), counts))
    return points


def periods(since: date, until: date, interval: Interval) -> list[tuple[date, date]]:
    """First and last day of each year or month; the last one ends with `until`. The latest MOST_POINTS of them."""
    spans: list[tuple[date, date]] = []
    first = date(since.year, since.month if interval is Interval.MONTH else 1, 1)
    while first <= until:
        month = first.month if interval is Interval.MONTH else 12
        last = date(first.year, month, calendar.monthrange(first.year, month)[1])
        spans.append((first, min(last, until)))
        first = last + timedelta(days=1)
    return spans[-MOST_POINTS:]


async def _happened(question: Question, column: str, interval: Interval) -> dict[str, int]:
    """Year or month → how many cooperatives had that day in it, by the state of the day asked."""
    parameters = Parameters(dialect())
    tables = judged_tables(question, parameters)
    length = 4 if interval is Interval.YEAR else 7
    text = f"j.{column}" if dialect() is Dialect.SQLITE else f"to_char(j.{column}, 'YYYY-MM-DD')"
    found = await rows(
        f"{tables} SELECT substr({text}, 1, {length}) AS period, COUNT(*) AS number FROM judged j "
        f"WHERE j.{column} <= {parameters.add(question.day)} GROUP BY 1",
        parameters,
    )
    return {row["period"]: row["number"] for row in found}


def _key(first: date, interval: Interval) -> str:
    return f"{first:%Y}" if interval is Interval.YEAR else f"{first:%Y-%m}"
