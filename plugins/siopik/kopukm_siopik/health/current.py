"""Which approved result of a cooperative is its latest: kept beside the rows, so that a list reads it at once."""

from __future__ import annotations

from datetime import datetime

from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.models import HealthAssessment


async def stop_counting(assessment: HealthAssessment, state: AssessmentState, moment: datetime) -> None:
    """It counts no longer from that moment on: withdrawn or replaced. Its score and papers stay as they were."""
    assessment.state = state
    assessment.withdrawn_at = moment
    assessment.current_for = None
    await assessment.save()


async def mark_current(assessment: HealthAssessment) -> None:
    """Mark the approved result of the cooperative's latest book year; the cooperative is held by the caller."""
    cooperative_id = assessment.cooperative_id
    await HealthAssessment.filter(current_for=cooperative_id).update(current_for=None)
    latest = (
        await HealthAssessment.filter(cooperative_id=cooperative_id, state=AssessmentState.APPROVED)
        .order_by("-effective_on")
        .first()
    )
    if latest is not None:
        await HealthAssessment.filter(id=latest.id).update(current_for=cooperative_id)
    assessment.current_for = cooperative_id if latest is not None and latest.id == assessment.id else None
