"""The duty to hold a Rapat Anggota Tahunan (RAT), and how often and how punctually it was held."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """A RAT is due within `months` (1 to 11) after the book year, which ends on 31 December."""

    months: int

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> MeetingRule:
        """The rule that a version's parameters tell."""
        return MeetingRule(int(parameters["months"]))

    def deadline(self, year: int) -> date:
        """The last day on which the RAT over that book year is on time."""
        return date(year + 1, self.months, calendar.monthrange(year + 1, self.months)[1])

    def is_overdue(self, year: int, day: date) -> bool:
        """Whether the deadline of that book year has passed on the day."""
        return day > self.deadline(year)

    def last_year(self, day: date, meeting_years: Mapping[int, date]) -> int:
        """The last book year that counts on the day: the one just closed once it was met over or is overdue."""
        closed = day.year - 1
        return closed if closed in meeting_years or self.is_overdue(closed, day) else closed - 1


@dataclass(frozen=True, slots=True)
class MeetingFrequency:
    """Frekuensi RAT: in the window, in a row up to now, the last one, and whether that was on time."""

    in_window: int
    consecutive: int
    late: int
    """Those in the window that were held after the deadline."""
    last_year: int | None
    last_on: date | None
    is_last_late: bool | None


def meeting_frequency(
    rule: MeetingRule, window: int, meetings: Mapping[int, date], day: date
) -> MeetingFrequency:
    """The frequency on the day. `meetings` tells the day of the RAT over each book year, all held by then."""
    end = rule.last_year(day, meetings)
    consecutive = 0
    while end - consecutive in meetings:
        consecutive += 1
    last = max(meetings, default=None)
    counted = [year for year in range(end - window + 1, end + 1) if year in meetings]
    return MeetingFrequency(
        len(counted),
        consecutive,
        sum(meetings[year] > rule.deadline(year) for year in counted),
        last,
        None if last is None else meetings[last],
        None if last is None else meetings[last] > rule.deadline(last),
    )
