"""What figures are asked for: a day, a moment, rules, a region, and which cooperatives are this office's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core.db import Parameters
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.rule_book import RuleBook
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.rules.supervision import authority_sql


@dataclass(frozen=True, slots=True)
class Question:
    """Which day, as known at which moment, by which rules, within which region ("" for everywhere).

    `counted` leaves out cooperatives that are not this office's in the sense asked; `healthy` chooses the predicates
    that count as healthy in place of the rule's.
    """

    day: date
    known_at: datetime
    rules: RuleBook
    within: str = ""
    counted: CountedCooperatives = CountedCooperatives.ALL
    healthy: HealthyCounting = HealthyCounting.BY_RULE

    @property
    def closed_year(self) -> int:
        """The book year that ended last before the day's year began."""
        return self.day.year - 1

    @property
    def is_overdue(self) -> bool:
        """Whether the RAT over the closed year is overdue on the day, where it was not held."""
        return self.rules.meeting.is_overdue(self.closed_year, self.day)

    @property
    def healthy_predicates(self) -> tuple[HealthPredicate, ...]:
        """The predicates that count as healthy."""
        chosen = self.healthy.predicates
        return chosen or tuple(HealthPredicate(one) for one in self.rules.healthy_predicates)

    @property
    def choices_told(self) -> tuple[str, ...]:
        """What was chosen apart from the rules, as sentences that stand beside the figures."""
        told = []
        if self.counted is not CountedCooperatives.ALL:
            told.append(f"Yang dihitung: {self.counted.description}")
        if self.healthy is not HealthyCounting.BY_RULE:
            told.append(f"Dihitung sehat atas pilihan penanya: {self.healthy.label}.")
        return tuple(told)

    def restriction(self, alias: str, parameters: Parameters) -> str:
        """SQL that begins with AND: the state `alias` is of a cooperative that is asked for."""
        place = within_region(f"{alias}.region_code", self.within, parameters) if self.within else ""
        return "".join(f" AND {one}" for one in (place, _OF[self.counted].format(alias=alias)) if one)


RESTRICTED_BY = ("form", "supervised_by", "office_outside")
"""Columns of a state that `restriction` looks at."""

_OF = {
    CountedCooperatives.ALL: "",
    CountedCooperatives.SUPERVISED_HERE: f"{authority_sql('{alias}')} = 'district'",
    CountedCooperatives.OFFICE_HERE: "NOT {alias}.office_outside",
}
