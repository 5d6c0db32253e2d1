"""Who assesses and approves, and short ways through an assessment."""

from __future__ import annotations

from itertools import count
from typing import Any

from kopukm_core.commands import Outcome
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.platform import Platform
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.models import Cooperative
from siopik.registry import PAKANSARI, give, registered

READ, ASSESS, APPROVE, RUBRICS = (
    f"siopik.{name}" for name in ("read_health", "assess_health", "approve_health", "manage_health_rubrics")
)


def person(number: int, *permissions: str, region: str = "", parties: tuple[int, ...] = ()) -> Actor:
    """A person with permissions in one region."""
    grants = tuple(Grant(permission, region) for permission in permissions)
    return Actor(ActorKind.PERSON, str(number), grants, frozenset(parties), account_id=number)


EXAMINER = person(11, READ, ASSESS)
APPROVER = person(12, READ, APPROVE)
BOTH = person(13, READ, ASSESS, APPROVE)
KEEPER = person(14, READ, RUBRICS)

LETTERS: dict[str, Any] = {
    "assignment_number": "800/12/KPK",
    "assignment_date": "2026-03-02",
    "examined_on": "2026-03-10",
    "examiners": ["Dewi Lestari", "Budi Santoso"],
    "minutes_number": "BA/3/2026",
}
PUBLISHED = ["27.78", "13.035", "29.44", "12.18"]
"""The weighted aspect scores of KSP Bhakti Abadi 2022."""
_numbers = count(1)


async def new_cooperative(platform: Platform, **told: Any) -> Cooperative:
    """One more cooperative."""
    number = next(_numbers)
    given = {"name": f"KSU Sehat {number}", "nik": f"32010199{number:05}", "region_code": PAKANSARI}
    given["legal_entity_number"] = f"{number}/BH/KDK.10/2005"
    return await registered(platform, **(given | told))


async def do(platform: Platform, verb: str, actor: Actor = EXAMINER, **given: Any) -> Outcome:
    """Give a command that must be accepted."""
    outcome = await give(platform, verb, given, actor)
    assert outcome.accepted, outcome.problems
    return outcome


async def refused(platform: Platform, verb: str, actor: Actor = EXAMINER, **given: Any) -> str:
    """The code of the one problem of a command that must be refused."""
    outcome = await give(platform, verb, given, actor)
    (problem,) = outcome.problems
    return problem.code


async def started(
    platform: Platform, cooperative: Cooperative, year: int = 2025, rubric: str = "kkpkk-2021-riil"
) -> HealthAssessment:
    """A new draft."""
    outcome = await do(
        platform,
        "start_health_assessment",
        cooperative_id=cooperative.id,
        book_year=year,
        rubric_version=rubric,
    )
    assert outcome.reference is not None
    return await HealthAssessment.get(id=int(outcome.reference.id))


async def submitted(
    platform: Platform, cooperative: Cooperative, scores: list[str], year: int = 2025
) -> HealthAssessment:
    """One submitted with aspect scores made elsewhere."""
    draft = await started(platform, cooperative, year)
    given: dict[str, Any] = {"aspect_scores": scores, "result_source": "Manekin 2023, KSP Bhakti Abadi"}
    await do(platform, "enter_health_aspect_scores", assessment_id=draft.id, **given)
    await do(platform, "submit_health_assessment", assessment_id=draft.id)
    return await HealthAssessment.get(id=draft.id)


async def approved(
    platform: Platform, cooperative: Cooperative, scores: list[str] = PUBLISHED, year: int = 2025
) -> HealthAssessment:
    """One approved with aspect scores made elsewhere."""
    one = await submitted(platform, cooperative, scores, year)
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=one.id)
    return await HealthAssessment.get(id=one.id)
