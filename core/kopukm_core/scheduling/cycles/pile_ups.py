"""Days and weeks into which planning puts too much: told before anybody stands there. No I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kopukm_core.scheduling.cycles.why import day_words

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Load:
    """A step that falls on a day, with the unit that carries it and how many of a day that one bears.

    `counted` is the day on which it would fall without days off.
    """

    unit: str
    limit: int
    day: date
    counted: date


@dataclass(frozen=True, slots=True)
class Span:
    """A cycle from its first step to its last, with how many at once of its programme are too many."""

    programme: str
    limit: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, order=True)
class PileUp:
    """Too much of one thing: on one day, or from one Monday to the end of another week."""

    begins: date
    ends: date
    who: str
    count: int
    words: str


def crowded_days(loads: Iterable[Load]) -> Iterator[PileUp]:
    """The days on which more steps of one unit fall than it bears, or onto which days off push several; in order."""
    counted: dict[tuple[date, str, int], list[date]] = {}
    for load in loads:
        counted.setdefault((load.day, load.unit, load.limit), []).append(load.counted)
    for (day, unit, limit), from_days in sorted(counted.items()):
        count, pushed = len(from_days), len(set(from_days)) > 1
        if count > limit or pushed:
            why = "terkumpul karena hari libur" if pushed else f"batas {limit}"
            yield PileUp(
                day, day, unit, count, f"{day_words(day)}: {count} langkah {unit} pada satu hari ({why})."
            )


def crowded_weeks(spans: Iterable[Span]) -> Iterator[PileUp]:
    """The stretches of weeks in which a programme has as many cycles in flight as are too many, in order."""
    counted: Counter[tuple[str, int, date]] = Counter()
    for span in spans:
        monday = span.first - timedelta(days=span.first.weekday())
        while monday <= span.last:
            counted[span.programme, span.limit, monday] += 1
            monday += _WEEK
    stretch: list[date] = []
    most = 0
    crowded = [(*key, count) for key, count in sorted(counted.items()) if count >= key[1]]
    for place, (programme, limit, monday, count) in enumerate(crowded):
        stretch.append(monday)
        most = max(most, count)
        following = crowded[place + 1] if place + 1 < len(crowded) else None
        if following is None or following[:3] != (programme, limit, monday + _WEEK):
            ends = stretch[-1] + timedelta(days=6)
            words = (
                f"Pekan {day_words(stretch[0])} sampai {day_words(ends)}: "
                f"{most} siklus {programme} berjalan bersamaan ({len(stretch)} pekan)."
            )
            yield PileUp(stretch[0], ends, programme, most, words)
            stretch, most = [], 0
