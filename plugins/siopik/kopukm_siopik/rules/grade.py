"""Grade of the NIK certificate by the annual meetings reported, beside the declared one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.choices import CertificateGrade
from kopukm_siopik.rules.annual_meeting import MeetingRule
from kopukm_siopik.rules.years import years_before


@dataclass(frozen=True, slots=True)
class GradeRule:
    """How many book years are looked at, and from how many years since the founding a cooperative is no longer new."""

    window: int
    new_years: int

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> GradeRule:
        """The rule that a version's parameters tell."""
        return GradeRule(int(parameters["window"]), int(parameters["new_years"]))

    def new_since(self, day: date) -> date:
        """A cooperative founded after this day is new."""
        return years_before(day, self.new_years)


def grade_on(
    rule: GradeRule, meeting: MeetingRule, founded: date | None, meetings: Mapping[int, date], day: date
) -> CertificateGrade:
    """The grade on the day. One RAT in another than the last book year is no C2: it is told as D."""
    end = meeting.last_year(day, meetings)
    held = sum(year in meetings for year in range(end - rule.window + 1, end + 1))
    if held >= rule.window:
        return CertificateGrade.A
    if held >= 2:
        return CertificateGrade.B
    if held == 1 and founded is not None and founded > rule.new_since(day):
        return CertificateGrade.C1
    if held == 1 and end in meetings:
        return CertificateGrade.C2
    return CertificateGrade.D
