"""Whom a command of the health assessment may touch: the cooperative's place decides."""

from __future__ import annotations

from collections.abc import Collection

from kopukm_core.commands import CommandContext
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.rules import Rubric, read_rubric
from kopukm_siopik.models import Cooperative


def person_key(actor: Actor) -> str:
    """Who acts, the same at the desk and through a service: what four eyes are counted by."""
    return f"account:{actor.account_id}" if actor.account_id is not None else actor.key


def require_place(context: CommandContext, permission: str, region_code: str | None) -> None:
    """A cooperative without a place (an office outside the district) is for those permitted everywhere."""
    if region_code is not None:
        context.require(permission, region_code)
    elif "" not in context.actor.regions(permission):
        raise NotAllowedError(
            "Koperasi ini berkantor di luar wilayah kewenangan Anda.",
            remedy="Minta petugas tingkat dinas mengerjakannya.",
        )


async def held_cooperative(context: CommandContext, cooperative_id: int, permission: str) -> Cooperative:
    """The cooperative, held until the transaction ends, for whoever holds the permission in its place."""
    cooperative = await Cooperative.select_for_update().get_or_none(id=cooperative_id)
    if cooperative is None:
        context.refuse("cooperative_id", "NOT_FOUND", f"Koperasi nomor {cooperative_id} tidak ada.")
    require_place(context, permission, cooperative.region_id)
    return cooperative


async def held_assessment(
    context: CommandContext, assessment_id: int, permission: str, states: Collection[AssessmentState]
) -> tuple[HealthAssessment, Cooperative]:
    """The assessment with its cooperative, both held, for whoever holds the permission in the cooperative's place.

    Refuses one that is in none of the states.
    """
    found = await HealthAssessment.get_or_none(id=assessment_id)
    if found is None:
        context.refuse("assessment_id", "NOT_FOUND", f"Penilaian nomor {assessment_id} tidak ada.")
    cooperative = await held_cooperative(context, found.cooperative_id, permission)
    assessment = await HealthAssessment.select_for_update().get(id=assessment_id)
    if assessment.state not in states:
        wanted = " atau ".join(one.label.lower() for one in states)
        context.refuse(
            "assessment_id",
            "WRONG_STATE",
            f"Penilaian ini {assessment.state.label.lower()}; tindakan ini untuk yang {wanted}.",
        )
    return assessment, cooperative


async def readable_assessment(
    context: CommandContext, assessment_id: int
) -> tuple[HealthAssessment, Cooperative]:
    """The assessment with its cooperative, if the actor may see it. Refuses none and one that is not theirs alike."""
    parameters = Parameters(dialect())
    seen = context.platform.visibility.condition(HealthAssessment, context.actor, "one", parameters)
    found = await rows(
        f"SELECT 1 FROM siopik_health_assessment one WHERE one.id = {parameters.add(assessment_id)} AND {seen}",
        parameters,
    )
    if not found:
        context.refuse(
            "assessment_id", "NOT_FOUND", f"Penilaian nomor {assessment_id} tidak ada, atau bukan untuk Anda."
        )
    assessment = await HealthAssessment.get(id=assessment_id)
    return assessment, await Cooperative.get(id=assessment.cooperative_id)


async def rubric_of(assessment: HealthAssessment) -> Rubric:
    """The rubric that was fixed when the assessment began."""
    return read_rubric((await HealthRubric.get(id=assessment.rubric_id)).document)
