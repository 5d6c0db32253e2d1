"""Telling whoever listens that an assessment changed, once the change is committed."""

from __future__ import annotations

from kopukm_core.events import Event, publish
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.models import Cooperative

TOPIC = "siopik.health_assessment_changed"
"""Payload: `assessment_id` and `region_code` (null where the cooperative's place is unknown)."""


async def announce_assessment(assessment: HealthAssessment, cooperative: Cooperative) -> None:
    """Tell of one assessment."""
    await publish(Event(TOPIC, {"assessment_id": assessment.id, "region_code": cooperative.region_id}))
