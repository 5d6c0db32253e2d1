"""Counts by region and category as of any day, as known at any moment: what tables, reports and maps are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_siopik.figures.as_of import Question, judged_tables
from kopukm_siopik.figures.categories import StatisticsCategory, category_columns, category_sql
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.rule_book import Definition
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.health.reading import assessed_condition, healthy_condition

DISTRICT, VILLAGE = 8, 13
"""Length of the codes that a level groups by."""

COUNTED = (
    RuleName.ACTIVITY,
    RuleName.ANNUAL_MEETING,
    RuleName.HEALTHY,
)
"""The rules behind the counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cooperatives, on the day. `registered` are those recorded and not dissolved; shares are of these."""

    registered: int = 0
    active_declared: int = 0
    active_computed: int = 0
    awaiting_meeting: int = 0
    inactive_computed: int = 0
    met: int = 0
    assessed: int = 0
    healthy: int = 0
    dissolved: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))

    @property
    def healthy_share(self) -> float | None:
        """The share that is healthy, 0 to 1; None where no cooperative has a result: "belum dinilai"."""
        return self.share(self.healthy) if self.assessed else None

    def share(self, count: int) -> float | None:
        """The share of the registered, 0 to 1; None where there is none."""
        return count / self.registered if self.registered else None


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """The counts of one region (None: the place is not known), and of one category where that was asked."""

    region_code: str | None
    category: str | None
    counts: Counts


_COUNTED = {
    "registered": "j.computed <> 'dissolved'",
    "active_declared": "j.computed <> 'dissolved' AND j.declared = 'active'",
    "active_computed": "j.in_force IN ('active', 'active_awaiting_meeting')",
    "awaiting_meeting": "j.in_force = 'active_awaiting_meeting'",
    "inactive_computed": "j.in_force = 'inactive'",
    "met": "j.computed <> 'dissolved' AND j.met_{closed} = 1",
    "dissolved": "j.computed = 'dissolved'",
}


async def statistics(
    question: Question, *, level: int = DISTRICT, by: StatisticsCategory | None = None
) -> list[StatisticsRow]:
    """The counts, in order of codes; one statement. `level` is the length of the codes to group by, 0 for none."""
    parameters = Parameters(dialect())
    tables = judged_tables(question, parameters, category_columns(by) if by else ())
    region = f"substr(j.region_code, 1, {level})" if level else "NULL"
    extra, category = category_sql(by, question, parameters) if by else ("", "NULL")
    counted = {name: text.format(closed=question.closed_year) for name, text in _COUNTED.items()}
    counted["assessed"] = f"j.computed <> 'dissolved' AND {_assessed(question, parameters)}"
    counted["healthy"] = f"j.computed <> 'dissolved' AND {healthy(question, parameters)}"
    sums = ", ".join(f"SUM(CASE WHEN {text} THEN 1 ELSE 0 END) AS {name}" for name, text in counted.items())
    found = await rows(
        f"{tables} SELECT {region} AS region, {category} AS category, {sums} FROM judged j {extra} GROUP BY 1, 2",
        parameters,
    )
    return sorted((_row(one) for one in found), key=lambda one: (one.region_code or "~", one.category or "~"))


def healthy(question: Question, parameters: Parameters) -> str:
    """SQL: the cooperative `j.id` counted as healthy on the day."""
    predicates = [HealthPredicate(one) for one in question.rules.healthy_predicates]
    return healthy_condition(
        "j.id", parameters, day=question.day, known_at=question.known_at, predicates=predicates
    )


def _assessed(question: Question, parameters: Parameters) -> str:
    """SQL: the cooperative `j.id` had any result on the day."""
    return assessed_condition("j.id", parameters, day=question.day, known_at=question.known_at)


def totals(found: Sequence[StatisticsRow]) -> Counts:
    """All rows together."""
    total = Counts()
    for one in found:
        total = total + one.counts
    return total


def definitions(question: Question, by: StatisticsCategory | None = None) -> tuple[Definition, ...]:
    """What the figures mean, by the versions that they were computed with."""
    names = [*COUNTED, *(() if by is None or by.rule is None else (by.rule,))]
    return question.rules.told(*dict.fromkeys(names))


def _row(found: dict[str, Any]) -> StatisticsRow:
    counts = Counts(**{one.name: int(found[one.name] or 0) for one in fields(Counts)})
    category = found["category"]
    return StatisticsRow(found["region"], None if category is None else str(category), counts)
