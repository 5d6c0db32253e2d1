"""The rules of the health assessment, without any input or output: rubrics, formulas, thresholds and scores."""

from kopukm_siopik.health.rules.inputs import BY_NAME, INPUTS, PREVIOUS, FinancialInput
from kopukm_siopik.health.rules.numbers import exact_text, shown
from kopukm_siopik.health.rules.reading_rubric import RubricFaultError, read_rubric
from kopukm_siopik.health.rules.rubric import Aspect, Indicator, Questionnaire, Ratio, Rubric
from kopukm_siopik.health.rules.scoring import (
    NOT_ASSESSABLE,
    AspectScore,
    HealthResult,
    IndicatorScore,
    score_contributions,
    score_papers,
)

__all__ = [
    "BY_NAME",
    "INPUTS",
    "NOT_ASSESSABLE",
    "PREVIOUS",
    "Aspect",
    "AspectScore",
    "FinancialInput",
    "HealthResult",
    "Indicator",
    "IndicatorScore",
    "Questionnaire",
    "Ratio",
    "Rubric",
    "RubricFaultError",
    "exact_text",
    "read_rubric",
    "score_contributions",
    "score_papers",
    "shown",
]
