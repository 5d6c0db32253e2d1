"""What a rubric is made of, once its document was read and found whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from kopukm_siopik.health.choices import HealthPredicate, RubricKind
from kopukm_siopik.health.rules.formula import Formula
from kopukm_siopik.health.rules.numbers import rounded_half_up
from kopukm_siopik.health.rules.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """An indicator by items that are met or not; `thresholds` speak of the percentage met."""

    key: str
    title: str
    group: str
    items: tuple[str, ...]
    thresholds: Thresholds
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """An indicator by a formula; `factor` turns its value into the unit of the thresholds (100 for percent)."""

    key: str
    title: str
    group: str
    formula: Formula
    factor: int
    thresholds: Thresholds
    note: str = ""


Indicator: TypeAlias = Questionnaire | Ratio


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect with its weight in percent of the final score."""

    key: str
    title: str
    weight: Fraction
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class PredicateBand:
    """From which rounded score on a predicate holds."""

    predicate: HealthPredicate
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Rubric:
    """One version of an instrument."""

    version: str
    kind: RubricKind
    title: str
    source: str
    effective_on: date
    validity_years: int
    """How many years after the end of its book year a result still speaks of the cooperative."""
    decimal_places: int
    """To how many places the final score is rounded, half up, before the predicate is decided."""
    predicates: tuple[PredicateBand, ...]
    """From the highest to the lowest, which begins at 0."""
    aspects: tuple[Aspect, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_working_papers(self) -> bool:
        """Whether every aspect has indicators; without them scores made elsewhere are entered by aspect."""
        return all(one.indicators for one in self.aspects)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(one for aspect in self.aspects for one in aspect.indicators)

    @property
    def input_words(self) -> tuple[str, ...]:
        """The financial inputs that its formulas name."""
        return tuple(
            dict.fromkeys(
                word for one in self.indicators if isinstance(one, Ratio) for word in one.formula.words
            )
        )

    def rounded(self, score: Fraction) -> Fraction:
        """The score as it is shown and judged."""
        return rounded_half_up(score, self.decimal_places)

    def band(self, score: Fraction) -> PredicateBand:
        """The predicate of a score of 0 to 100, decided by the rounded score."""
        rounded = self.rounded(score)
        return next(one for one in self.predicates if rounded >= one.at_least)
