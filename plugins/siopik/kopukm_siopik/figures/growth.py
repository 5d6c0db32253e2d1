"""The series of growth ("pertumbuhan" in ODS): founded, dissolved, and how many were active and healthy at each end."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from kopukm_core.values import Choice
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.series import series

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
    all as known at the question's moment and by its rules. One statement, however many points.
    """
    spans = periods(since, question.day, interval)
    told = await series(question, [last for _, last in spans], 4 if interval is Interval.YEAR else 7)
    keys = [_key(first, interval) for first, _ in spans]
    return [
        GrowthPoint(first, last, told.founded.get(key, 0), told.dissolved.get(key, 0), counts)
        for (first, last), key, counts in zip(spans, keys, told.counts, strict=True)
    ]


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


def _key(first: date, interval: Interval) -> str:
    return f"{first:%Y}" if interval is Interval.YEAR else f"{first:%Y-%m}"
