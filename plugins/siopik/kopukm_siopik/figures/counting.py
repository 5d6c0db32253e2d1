"""What is counted of the cooperatives of one row of a table: the same sums whatever they are grouped by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kopukm_siopik.figures.question import Question
from kopukm_siopik.health.choices import HealthPredicate, HealthStatus


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cooperatives, on the day. `registered` are those recorded and not dissolved; shares are of these.

    `healthy` are those with one of the predicates that the rule or the question counts; `rated_…` each predicate.
    """

    registered: int = 0
    active_declared: int = 0
    active_computed: int = 0
    awaiting_meeting: int = 0
    inactive_computed: int = 0
    met: int = 0
    assessed: int = 0
    healthy: int = 0
    rated_healthy: int = 0
    rated_fairly_healthy: int = 0
    rated_under_supervision: int = 0
    rated_under_special_supervision: int = 0
    dissolved: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    @property
    def healthy_share(self) -> float | None:
        """The share that is healthy, 0 to 1; None where no cooperative has a result: "belum dinilai"."""
        return self.share(self.healthy) if self.assessed else None

    def share(self, count: int) -> float | None:
        """The share of the registered, 0 to 1; None where there is none."""
        return count / self.registered if self.registered else None

    def by_health(self) -> dict[HealthStatus, int]:
        """The registered by predicate; without a result that counts, they are not assessed."""
        rated = {HealthStatus(one.value): getattr(self, f"rated_{one.value}") for one in HealthPredicate}
        return {**rated, HealthStatus.NOT_ASSESSED: self.registered - self.assessed}

    @staticmethod
    def of(found: Mapping[str, Any]) -> Counts:
        """The counts that a row of a statement holds; sums of nothing are none."""
        return Counts(*(int(found[name] or 0) for name in COUNTED))


HEALTH_COUNTS = ("assessed", "healthy", *(f"rated_{one.value}" for one in HealthPredicate))
"""The counts that follow from health results, which are not public."""

COUNTED = tuple(one.name for one in fields(Counts))
"""The names of the counts, in their order."""


def sums(question: Question) -> str:
    """The counts as SQL on judged rows `j`, in the order of COUNTED."""
    healthy = ", ".join(f"'{one.value}'" for one in question.healthy_predicates)
    alive = "j.computed <> 'dissolved'"
    conditions = {
        "registered": alive,
        "active_declared": f"{alive} AND j.declared = 'active'",
        "active_computed": "j.in_force IN ('active', 'active_awaiting_meeting')",
        "awaiting_meeting": "j.in_force = 'active_awaiting_meeting'",
        "inactive_computed": "j.in_force = 'inactive'",
        "met": f"{alive} AND j.met_{question.closed_year} = 1",
        "assessed": f"{alive} AND j.predicate IS NOT NULL",
        "healthy": f"{alive} AND j.predicate IN ({healthy})",
        **{f"rated_{one.value}": f"{alive} AND j.predicate = '{one.value}'" for one in HealthPredicate},
        "dissolved": "j.computed = 'dissolved'",
    }
    return ", ".join(f"SUM(CASE WHEN {conditions[name]} THEN 1 ELSE 0 END) AS {name}" for name in COUNTED)


def together(counted: Iterable[Counts]) -> Counts:
    """All of them added."""
    return sum(counted, Counts())
