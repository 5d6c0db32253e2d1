"""Who sees what of the health assessment.

Rubrics are rules and public. Results and working papers are for the office and, once approved, for the cooperative
itself: a predicate of one cooperative moves its members' savings, so that the public is told counts alone.
"""

from __future__ import annotations

from kopukm_core.visibility import AllOf, AnyOf, Everyone, Granted, Own, Through, Visibility, Where
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.findings import HealthFinding, HealthFollowUp
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.papers import HealthAnswer, HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.health.permissions import READ_HEALTH
from kopukm_siopik.models import Cooperative

OFFICE = Through("cooperative_id", Cooperative, Granted(READ_HEALTH, region="region_id"))
ITSELF = Through("cooperative_id", Cooperative, Own("party_id"))

VISIBILITY = (
    Visibility(HealthRubric, rows=Everyone()),
    Visibility(
        HealthAssessment,
        rows=AnyOf(OFFICE, AllOf(Where("state", AssessmentState.APPROVED.value), ITSELF)),
    ),
    Visibility(HealthAnswer, rows=Through("assessment_id", HealthAssessment)),
    Visibility(HealthFigure, rows=Through("assessment_id", HealthAssessment)),
    Visibility(HealthScore, rows=Through("assessment_id", HealthAssessment)),
    Visibility(HealthAspectScore, rows=Through("assessment_id", HealthAssessment)),
    Visibility(HealthFinding, rows=Through("assessment_id", HealthAssessment)),
    Visibility(HealthFollowUp, rows=Through("finding_id", HealthFinding)),
)
