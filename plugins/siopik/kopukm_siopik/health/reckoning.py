"""Reckoning an assessment from its working papers, and storing scores with their explanations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.health.access import rubric_of
from kopukm_siopik.health.choices import AssessmentMethod, FiguresYear
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.papers import HealthAnswer, HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.health.rules import (
    BY_NAME,
    PREVIOUS,
    HealthResult,
    Rubric,
    exact_text,
    score_contributions,
    score_papers,
)


async def inputs_of(assessment_id: int) -> dict[str, Fraction]:
    """The stored figures by the words of formulas."""
    found: dict[str, Fraction] = {}
    for one in await HealthFigure.filter(assessment_id=assessment_id):
        ending = PREVIOUS if one.year is FiguresYear.PREVIOUS_YEAR else ""
        found[f"{BY_NAME[one.name].word}{ending}"] = Fraction(one.amount)
    return found


async def result_of_papers(assessment: HealthAssessment, rubric: Rubric) -> HealthResult:
    """What the stored answers and figures come to."""
    answers = {
        (one.indicator, one.item): one.mark for one in await HealthAnswer.filter(assessment_id=assessment.id)
    }
    return score_papers(rubric, answers, await inputs_of(assessment.id))


async def reckon_papers(assessment: HealthAssessment) -> HealthResult:
    """Reckon anew and store the scores; the assessment's own columns are set and not saved."""
    result = await result_of_papers(assessment, await rubric_of(assessment))
    assessment.method = AssessmentMethod.WORKING_PAPERS
    await store_result(assessment, result)
    return result


async def reckon_contributions(
    assessment: HealthAssessment, rubric: Rubric, contributions: Sequence[Decimal]
) -> HealthResult:
    """The same from weighted aspect scores. Raises ValueError, in words for whoever entered them."""
    result = score_contributions(rubric, [Fraction(one) for one in contributions])
    assessment.method = AssessmentMethod.CONTRIBUTIONS
    await store_result(assessment, result)
    return result


async def store_result(assessment: HealthAssessment, result: HealthResult) -> None:
    """Scores of indicators and aspects in place of those before; score and predicate on the assessment itself."""
    await HealthScore.filter(assessment_id=assessment.id).delete()
    await HealthAspectScore.filter(assessment_id=assessment.id).delete()
    indicators = [(aspect, one) for aspect in result.aspects for one in aspect.indicators]
    await copy_rows(
        HealthScore,
        ("id", "assessment_id", "position", "aspect", "indicator", "title", "score", "explanation"),
        [
            (
                key,
                assessment.id,
                place,
                aspect.aspect.key,
                one.indicator.key,
                one.indicator.title,
                one.score,
                one.explanation,
            )
            for key, (place, (aspect, one)) in zip(
                await reserve_ids(HealthScore, len(indicators)), enumerate(indicators, 1), strict=True
            )
        ],
    )
    await copy_rows(
        HealthAspectScore,
        (
            "id",
            "assessment_id",
            "position",
            "aspect",
            "title",
            "weight",
            "percent",
            "contribution",
            "explanation",
        ),
        [
            (
                key,
                assessment.id,
                place,
                one.aspect.key,
                one.aspect.title,
                exact_text(one.aspect.weight),
                None if one.percent is None else exact_text(one.percent),
                None if one.contribution is None else exact_text(one.contribution),
                one.explanation,
            )
            for key, (place, one) in zip(
                await reserve_ids(HealthAspectScore, len(result.aspects)),
                enumerate(result.aspects, 1),
                strict=True,
            )
        ],
    )
    assessment.explanation = result.explanation
    assessment.score_exact = None if result.score is None else exact_text(result.score)
    assessment.score_hundredths = None if result.rounded is None else int(result.rounded * 100)
    assessment.predicate = result.predicate
