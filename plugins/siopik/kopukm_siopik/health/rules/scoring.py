"""Scoring: answers and figures become scores of indicators and aspects, each with a line that explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kopukm_siopik.health.choices import AnswerMark, HealthPredicate
from kopukm_siopik.health.rules.formula import NotComputableError
from kopukm_siopik.health.rules.numbers import shown, shown_beside
from kopukm_siopik.health.rules.rubric import Aspect, Indicator, Questionnaire, Ratio, Rubric
from kopukm_siopik.health.rules.thresholds import HIGHEST

NOT_ASSESSABLE = "tidak dapat dinilai"


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """4, 3, 2, 1, or None where it cannot be assessed."""

    indicator: Indicator
    score: int | None
    explanation: str


@dataclass(frozen=True, slots=True)
class AspectScore:
    """Percent of what could be reached, and the weighted part of the final score; None where it cannot be assessed."""

    aspect: Aspect
    percent: Fraction | None
    contribution: Fraction | None
    explanation: str
    indicators: tuple[IndicatorScore, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthResult:
    """The final score, unrounded and rounded, and its predicate; None where an aspect cannot be assessed."""

    aspects: tuple[AspectScore, ...]
    score: Fraction | None
    rounded: Fraction | None
    predicate: HealthPredicate | None
    explanation: str


Answers = Mapping[tuple[str, int], AnswerMark]
"""(indicator, item from 1 on) → mark."""


def score_papers(rubric: Rubric, answers: Answers, inputs: Mapping[str, Fraction]) -> HealthResult:
    """The result of working papers; `inputs` by the words of formulas."""
    return conclude(rubric, [score_aspect(one, answers, inputs) for one in rubric.aspects])


def score_contributions(rubric: Rubric, contributions: Sequence[Fraction]) -> HealthResult:
    """The result of weighted aspect scores made elsewhere, in the rubric's order. Raises ValueError where one is
    missing or beyond its weight.
    """
    if len(contributions) != len(rubric.aspects):
        raise ValueError(f"Rubrik ini mempunyai {len(rubric.aspects)} aspek.")
    scores = []
    for aspect, contribution in zip(rubric.aspects, contributions, strict=True):
        if not 0 <= contribution <= aspect.weight:
            raise ValueError(f"Skor {aspect.title} harus 0 sampai {shown(aspect.weight)}.")
        explanation = f"{aspect.title}: skor tertimbang {shown(contribution, 6)} dari {shown(aspect.weight)}"
        scores.append(AspectScore(aspect, contribution / aspect.weight * 100, contribution, explanation))
    return conclude(rubric, scores)


def score_indicator(indicator: Indicator, answers: Answers, inputs: Mapping[str, Fraction]) -> IndicatorScore:
    """One indicator. An item without an answer, an input that is missing, and a divisor that is not above zero make
    it impossible to assess.
    """
    if isinstance(indicator, Questionnaire):
        return _score_questionnaire(indicator, answers)
    return _score_ratio(indicator, inputs)


def score_aspect(aspect: Aspect, answers: Answers, inputs: Mapping[str, Fraction]) -> AspectScore:
    """Σ scores / (n × 4) over the n indicators that can be assessed."""
    scores = tuple(score_indicator(one, answers, inputs) for one in aspect.indicators)
    counted = [one.score for one in scores if one.score is not None]
    if not counted:
        explanation = f"{aspect.title} {NOT_ASSESSABLE}: tidak satu pun indikatornya dapat dinilai"
        return AspectScore(aspect, None, None, explanation, scores)
    percent = Fraction(sum(counted) * 100, len(counted) * HIGHEST)
    contribution = percent * aspect.weight / 100
    left_out = len(scores) - len(counted)
    note = f"; {left_out} indikator {NOT_ASSESSABLE} dan tidak dihitung" if left_out else ""
    explanation = (
        f"{aspect.title}: jumlah skor {sum(counted)} dari {len(counted)} indikator × {HIGHEST}"
        f" = {shown(percent)} %, bobot {shown(aspect.weight)} % → {shown(contribution, 4)}{note}"
    )
    return AspectScore(aspect, percent, contribution, explanation, scores)


def conclude(rubric: Rubric, aspects: Sequence[AspectScore]) -> HealthResult:
    """The final score of the aspects. Where one cannot be assessed there is none: no weight is given to the others."""
    parts = [one.contribution for one in aspects if one.contribution is not None]
    if len(parts) < len(aspects):
        missing = ", ".join(one.aspect.title for one in aspects if one.contribution is None)
        explanation = f"Skor akhir {NOT_ASSESSABLE}: aspek {missing} {NOT_ASSESSABLE}"
        return HealthResult(tuple(aspects), None, None, None, explanation)
    score = sum(parts, Fraction())
    rounded, band = rubric.rounded(score), rubric.band(score)
    added = " + ".join(shown(one, 4) for one in parts)
    total = shown(score, 4)
    told = total if total == shown(rounded) else f"{total} → {shown(rounded)}"
    explanation = f"{added} = {told} → {band.predicate.label} (≥ {shown(band.at_least)})"
    return HealthResult(tuple(aspects), score, rounded, band.predicate, explanation)


def _score_questionnaire(indicator: Questionnaire, answers: Answers) -> IndicatorScore:
    marks = [answers.get((indicator.key, place)) for place in range(1, len(indicator.items) + 1)]
    unanswered = marks.count(None)
    if unanswered:
        return _not_assessable(indicator, f"{unanswered} dari {len(marks)} butir belum dijawab")
    met, asked = marks.count(AnswerMark.MET), len(marks) - marks.count(AnswerMark.NOT_APPLICABLE)
    if not asked:
        return _not_assessable(indicator, "semua butir tidak berlaku")
    percent = Fraction(met * 100, asked)
    left_out = len(marks) - asked
    note = f" ({left_out} butir tidak berlaku)" if left_out else ""
    calculation = f"{indicator.title}: {met} dari {asked} butir terpenuhi{note}"
    return _scored(indicator, percent, calculation)


def _score_ratio(indicator: Ratio, inputs: Mapping[str, Fraction]) -> IndicatorScore:
    try:
        value = indicator.formula.value(inputs) * indicator.factor
    except NotComputableError as reason:
        return _not_assessable(indicator, str(reason))
    return _scored(indicator, value, f"{indicator.title} = {indicator.formula.with_amounts(inputs)}")


def _scored(indicator: Indicator, value: Fraction, calculation: str) -> IndicatorScore:
    thresholds = indicator.thresholds
    score = thresholds.score(value)
    number = f"{shown_beside(value, thresholds.numbers)}{thresholds.unit}"
    return IndicatorScore(
        indicator, score, f"{calculation} = {number} → skor {score} ({thresholds.words(score)})"
    )


def _not_assessable(indicator: Indicator, reason: str) -> IndicatorScore:
    return IndicatorScore(indicator, None, f"{indicator.title} {NOT_ASSESSABLE}: {reason}")
