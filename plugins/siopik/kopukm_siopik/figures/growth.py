"""The series of growth ("pertumbuhan" in ODS): founded, dissolved, and how many were active and healthy at each end."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.values import Choice
from kopukm_siopik.figures.as_of import Question, state_table
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
    founded, dissolved = await _happened(question, interval)
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


async def _happened(question: Question, interval: Interval) -> tuple[dict[str, int], dict[str, int]]:
    """Year or month → how many were founded in it, and how many dissolved, by the state of the day asked."""
    parameters = Parameters(dialect())
    state = state_table(question, parameters)
    day, length = parameters.add(question.day), 4 if interval is Interval.YEAR else 7

    def counted(column: str) -> str:
        text = column if parameters.dialect is Dialect.SQLITE else f"to_char({column}, 'YYYY-MM-DD')"
        return (
            f"SELECT '{column}' AS what, substr({text}, 1, {length}) AS period, COUNT(*) AS number FROM state "
            f"WHERE {column} <= {day} GROUP BY 2"
        )

    found = await rows(f"WITH {state} {counted('founded')} UNION ALL {counted('dissolved_on')}", parameters)
    both = [{row["period"]: row["number"] for row in found if row["what"] == what} for what in _HAPPENED]
    return both[0], both[1]


_HAPPENED = ("founded", "dissolved_on")


def _key(first: date, interval: Interval) -> str:
    return f"{first:%Y}" if interval is Interval.YEAR else f"{first:%Y-%m}"
