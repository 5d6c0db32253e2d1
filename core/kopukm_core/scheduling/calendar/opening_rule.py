"""Opening hours as they are recorded: one rule says from when until when a service is open on some weekdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of clock time at the office: from `opens` on, until before `closes`."""

    opens: time
    closes: time

    def holds(self, moment: time) -> bool:
        """Whether the clock time lies in it."""
        return self.opens <= moment < self.closes

    def without(self, other: TimeSpan) -> tuple[TimeSpan, ...]:
        """What of it lies outside of another."""
        before = TimeSpan(self.opens, min(self.closes, other.opens))
        after = TimeSpan(max(self.opens, other.closes), self.closes)
        return tuple(span for span in (before, after) if span.opens < span.closes)

    def __str__(self) -> str:
        return f"{self.opens:%H.%M}–{self.closes:%H.%M}"


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """What holds for a service on these ISO weekdays (1 is Monday) from `valid_from` until `valid_until` included.

    Without `opens` the service is closed then. `period` names an exceptional stretch (Ramadan); of the rules that
    speak of a day, one with a period goes before those without, the narrower before the wider, the one that begins
    later before the earlier, and the one recorded last (`number`) decides.
    """

    service: str
    weekdays: frozenset[int]
    opens: time | None
    closes: time | None
    valid_from: date
    valid_until: date | None = None
    rest_from: time | None = None
    rest_until: time | None = None
    period: str = ""
    number: int = 0
    estimated: bool = False
    """Nobody at the office confirmed it."""

    def speaks_of(self, day: date) -> bool:
        """Whether the rule says anything of that day."""
        return (
            day.isoweekday() in self.weekdays
            and self.valid_from <= day
            and (self.valid_until is None or day <= self.valid_until)
        )

    @property
    def precedence(self) -> tuple[bool, int, date, int]:
        """The rule with the greatest one decides."""
        narrowness = 0
        if self.period:
            narrowness = -((self.valid_until or date.max) - self.valid_from).days
        return bool(self.period), narrowness, self.valid_from, self.number

    @property
    def spans(self) -> tuple[TimeSpan, ...]:
        """The open stretches of one day, the rest taken out."""
        if self.opens is None or self.closes is None:
            return ()
        whole = TimeSpan(self.opens, self.closes)
        if self.rest_from is None or self.rest_until is None:
            return (whole,)
        return whole.without(TimeSpan(self.rest_from, self.rest_until))
