"""Klasifikasi Usaha Koperasi (KUK): a tier from members, equity and assets, and the criterion that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_siopik.figures.choices import ClassCriterion


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the next tier begins: at the amount itself (`is_included`), or above it."""

    amount: int
    is_included: bool

    def is_reached(self, value: int) -> bool:
        """Whether the value belongs to the tier behind the cut, or one further up."""
        return value >= self.amount if self.is_included else value > self.amount


@dataclass(frozen=True, slots=True)
class ClassRule:
    """The cuts of each criterion; `takes_highest` where one criterion is enough for a tier, else all must reach it."""

    cuts: Mapping[ClassCriterion, Sequence[Cut]]
    takes_highest: bool

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> ClassRule:
        """The rule that a version's parameters tell: each cut is `{"from": n}` or `{"above": n}`."""
        cuts = {
            criterion: tuple(
                Cut(int(cut["from"]), True) if "from" in cut else Cut(int(cut["above"]), False)
                for cut in parameters["cuts"][criterion.value]
            )
            for criterion in ClassCriterion
        }
        return ClassRule(cuts, parameters["combine"] == "highest")


@dataclass(frozen=True, slots=True)
class BusinessClass:
    """The tier, 1 to 4, and the criterion that decided; of several, the first in the order of the regulation."""

    tier: int
    criterion: ClassCriterion


def business_class(rule: ClassRule, values: Mapping[ClassCriterion, int | None]) -> BusinessClass | None:
    """The class by what was reported; None where nothing was. A criterion that is not told does not count."""
    tiers = {
        criterion: 1 + sum(cut.is_reached(value) for cut in rule.cuts[criterion])
        for criterion in ClassCriterion
        if (value := values[criterion]) is not None
    }
    if not tiers:
        return None
    tier = max(tiers.values()) if rule.takes_highest else min(tiers.values())
    return BusinessClass(tier, next(criterion for criterion, each in tiers.items() if each == tier))
