"""SI OPIK SEHAT's health in the contract."""

from __future__ import annotations

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import connection, lookup, watch
from kopukm_graphql.source.roots import RootField
from kopukm_siopik.graphql.health_assessments import HEALTH_OF_COOPERATIVE, HealthAssessmentSource
from kopukm_siopik.graphql.health_papers import (
    HealthAnswerSource,
    HealthAspectScoreSource,
    HealthFigureSource,
    HealthFindingSource,
    HealthFollowUpSource,
    HealthScoreSource,
)
from kopukm_siopik.graphql.health_rubrics import HealthRubricSource
from kopukm_siopik.health.announcing import TOPIC

HEALTH_ROOTS: tuple[RootField, ...] = (
    connection("healthRubrics", of="HealthRubric", description="Versi-versi rubrik kesehatan."),
    lookup(
        "healthRubric",
        of="HealthRubric",
        by=("id", "version"),
        description="Satu versi rubrik menurut id atau namanya.",
    ),
    connection(
        "healthAssessments", of="HealthAssessment", description="Penilaian kesehatan yang boleh dilihat."
    ),
    lookup("healthAssessment", of="HealthAssessment", description="Satu penilaian kesehatan."),
    connection(
        "healthFindings", of="HealthFinding", description="Temuan yang boleh dilihat, menurut tenggat."
    ),
)
"""Fields of `siopik` in the query."""

HEALTH_CONTRIBUTION = Contribution(
    types=(
        HealthRubricSource,
        HealthAssessmentSource,
        HealthAnswerSource,
        HealthFigureSource,
        HealthScoreSource,
        HealthAspectScoreSource,
        HealthFindingSource,
        HealthFollowUpSource,
    ),
    subscriptions=(
        watch(
            "healthAssessmentChanged",
            "HealthAssessment",
            topic=TOPIC,
            key="assessment_id",
            by=("id", "within"),
            description="Penilaian kesehatan yang baru berubah; null: muat ulang yang ditampilkan.",
        ),
    ),
    fields=(extend("Cooperative", **HEALTH_OF_COOPERATIVE),),
)
