"""Telling a cooperative of its result, in the transaction that decides it."""

from __future__ import annotations

from kopukm_core.messaging import send_message
from kopukm_core.values import short_date
from kopukm_siopik.health.findings import HealthFinding
from kopukm_siopik.health.message_templates import RESULT, WITHDRAWN
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.rules import shown
from kopukm_siopik.health.rules.numbers import read_exact
from kopukm_siopik.models import Cooperative


async def tell_result(assessment: HealthAssessment, cooperative: Cooperative) -> None:
    """The approved result, with how many findings are open."""
    if assessment.predicate is None or assessment.score_exact is None:
        return
    await send_message(
        cooperative.party_id,
        RESULT.name,
        {
            "cooperative": cooperative.name,
            "book_year": str(assessment.book_year),
            "score": shown(read_exact(assessment.score_exact)),
            "predicate": assessment.predicate.label,
            "valid_until": assessment.valid_until,
            "findings": await _findings(assessment),
        },
        about=_about(assessment),
        deduplicate=f"{RESULT.name}:{assessment.id}",
    )


async def tell_withdrawal(assessment: HealthAssessment, cooperative: Cooperative) -> None:
    """That an approved result does not count any more, and why."""
    await send_message(
        cooperative.party_id,
        WITHDRAWN.name,
        {
            "cooperative": cooperative.name,
            "book_year": str(assessment.book_year),
            "reason": assessment.withdrawal_reason or "–",
        },
        about=_about(assessment),
        deduplicate=f"{WITHDRAWN.name}:{assessment.id}",
    )


async def _findings(assessment: HealthAssessment) -> str:
    deadlines = await (
        HealthFinding.filter(assessment_id=assessment.id, closed_at=None)
        .order_by("deadline")
        .values_list("deadline", flat=True)
    )
    if not deadlines:
        return "Tidak ada temuan yang terbuka."
    return f"Ada {len(deadlines)} temuan terbuka, tenggat terdekat {short_date(deadlines[0])}."  # type: ignore[arg-type]


def _about(assessment: HealthAssessment) -> str:
    return f"siopik.HealthAssessment:{assessment.id}"
