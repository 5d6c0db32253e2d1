"""Who sees what of the health assessment, told a second time in plain Python; and rows that cover every case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tortoise.expressions import F

from kopukm_core import clock
from kopukm_core.files import StoredFile
from kopukm_core.identity.actor import Actor
from kopukm_core.privacy import PersonalText
from kopukm_siopik.health.choices import (
    AnswerMark,
    AssessmentState,
    FigureOrigin,
    FiguresYear,
    HealthPredicate,
    RiskLevel,
    RubricKind,
)
from kopukm_siopik.health.findings import HealthFinding, HealthFollowUp
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.papers import HealthAnswer, HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.models import Cooperative
from visibility_oracle import TypeOracle

if TYPE_CHECKING:
    from registry_actors import Cast

EVIDENCE, READ = "siopik.health_evidence", "siopik.read_health"
_PAPERS = (HealthAnswer, HealthFigure, HealthScore, HealthAspectScore, HealthFinding)

HEALTH_RECORDS: Mapping[str, tuple[str, str, str]] = {
    **{f"{model.__name__}.assessment": ("HealthAssessment", "assessment_id", "id") for model in _PAPERS},
    "HealthAssessment.cooperative": ("Cooperative", "cooperative_id", "id"),
    "HealthAssessment.rubric": ("HealthRubric", "rubric_id", "id"),
    "HealthAssessment.replaces": ("HealthAssessment", "replaces_id", "id"),
    "HealthAssessment.minutes": ("File", "minutes_file_id", "id"),
    "HealthAssessment.evidence": ("File", "evidence_file_id", "id"),
    "HealthFollowUp.evidence": ("File", "evidence_file_id", "id"),
    "HealthFollowUp.finding": ("HealthFinding", "finding_id", "id"),
    "Cooperative.health": ("HealthAssessment", "id", "current_for"),
}
"""Relations to one row, as `registry_oracle.RECORDS` has them."""


async def health_types(cast: Cast, cooperatives: Mapping[int, Cooperative]) -> dict[str, TypeOracle]:
    """The types of the health assessment over the rows now stored."""
    assessments = {row.id: row for row in await HealthAssessment.all()}
    findings = {row.id: row for row in await HealthFinding.all()}

    def sees_assessment(actor: Actor, row: Any) -> bool:
        who, cooperative = cast.of(actor), cooperatives[row.cooperative_id]
        own = cooperative.party_id in who.parties and row.state.value == "approved"
        return who.sees_all or own or who.has(READ, cooperative.region_id)

    def sees_paper(actor: Actor, row: Any) -> bool:
        return sees_assessment(actor, assessments[row.assessment_id])

    return {
        "HealthRubric": TypeOracle(await HealthRubric.all(), lambda _actor, _row: True),
        "HealthAssessment": TypeOracle(list(assessments.values()), sees_assessment),
        **{model.__name__: TypeOracle(await model.all(), sees_paper) for model in _PAPERS},
        "HealthFollowUp": TypeOracle(
            await HealthFollowUp.all(), lambda actor, row: sees_paper(actor, findings[row.finding_id])
        ),
    }


def health_links() -> dict[str, Callable[[Any, Any], bool]]:
    """Which rows hang on a parent."""
    of_assessment: Callable[[Any, Any], bool] = lambda row, each: each.assessment_id == row.id  # noqa: E731
    fields = ("answers", "figures", "scores", "aspectScores", "findings")
    return {
        **{f"HealthAssessment.{name}": of_assessment for name in fields},
        "HealthFinding.followUps": lambda row, each: each.finding_id == row.id,
        "Cooperative.healthAssessments": lambda row, each: each.cooperative_id == row.id,
    }


async def seed_rubric() -> HealthRubric:
    """A rubric that the rows name."""
    return await HealthRubric.create(
        version="uji",
        kind=RubricKind.GENERAL,
        title="Uji",
        source="Uji",
        effective_on=date(2021, 1, 1),
        document=_document(),
        recorded_at=clock.now(),
    )


async def seed_health() -> None:
    """Assessments of six cooperatives in several states, with papers and findings; files of their own purpose."""
    rubric = await seed_rubric()
    files = {
        code: await evidence_file(place, code)
        for place, code in enumerate(
            {row.region_id for row in await Cooperative.all() if row.region_id is not None}
        )
    }
    for number, cooperative in enumerate(await Cooperative.all().order_by("id").limit(6)):
        for year, state in ((2024, AssessmentState.APPROVED), (2025, list(AssessmentState)[number % 5])):
            file = files.get(cooperative.region_id or "")
            await seed_assessment(cooperative, rubric, year, state, file)


async def evidence_file(number: int, region_code: str) -> StoredFile:
    """A file as minutes are kept."""
    return await StoredFile.create(
        storage_key=f"uji/kesehatan/{number}",
        content_key=PersonalText("bukan kunci"),
        name="berita acara.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        purpose=EVIDENCE,
        region_code=region_code,
        created_by="operator:uji",
        created_at=clock.now(),
        kept=True,
    )


async def seed_assessment(
    cooperative: Cooperative, rubric: HealthRubric, year: int, state: AssessmentState, file: StoredFile | None
) -> None:
    """One assessment with a row of everything that hangs on it."""
    now = clock.now()
    counts = state is AssessmentState.APPROVED
    latest = not await HealthAssessment.filter(
        cooperative_id=cooperative.id, effective_on__gt=date(year, 12, 31), state=AssessmentState.APPROVED
    ).exists()
    if counts and latest:
        await HealthAssessment.filter(current_for=cooperative.id).update(current_for=None)
    one = await HealthAssessment.create(
        cooperative=cooperative,
        book_year=year,
        rubric=rubric,
        rubric_version=rubric.version,
        state=state,
        examiners=["Dewi"],
        minutes_file=file,
        evidence_file=file,
        score_exact="82.435",
        score_hundredths=8244,
        predicate=HealthPredicate.HEALTHY,
        effective_on=date(year, 12, 31),
        valid_until=date(year + 1, 12, 31),
        current_for=cooperative.id if counts and latest else None,
        recorded_at=now,
        approved_at=now if counts else None,
        withdrawn_at=now + timedelta(days=1) if state is AssessmentState.WITHDRAWN else None,
    )
    known: dict[str, Any] = {"assessment": one}
    await HealthAnswer.create(indicator="legalitas", item=1, mark=AnswerMark.MET, **known)
    figure: dict[str, Any] = {"year": FiguresYear.THIS_YEAR, "origin": FigureOrigin.ENTERED}
    await HealthFigure.create(name="equity", amount=1, **figure, **known)
    score: dict[str, Any] = {"position": 1, "aspect": "a", "title": "A", "explanation": "A"}
    await HealthScore.create(indicator="a", score=4, **score, **known)
    await HealthAspectScore.create(weight="30", percent="100", contribution="30", **score, **known)
    finding = await HealthFinding.create(
        aspect="a",
        aspect_title="A",
        description="Kurang",
        recommendation="Tambah",
        deadline=date(2027, 1, 1),
        risk_level=RiskLevel.LOW,
        recorded_at=now,
        **known,
    )
    await HealthFollowUp.create(
        finding=finding, description="Sudah", done_on=date(2026, 1, 1), evidence_file=file, recorded_at=now
    )


async def seed_health_of(cooperative_id: int) -> None:
    """One approved assessment of that cooperative, with a row of everything and its files."""
    cooperative = await Cooperative.get(id=cooperative_id)
    rubric = await HealthRubric.get_or_none(version="uji") or await seed_rubric()
    file = await evidence_file(cooperative_id, cooperative.region_id or "32.01")
    await seed_assessment(cooperative, rubric, 2025, AssessmentState.APPROVED, file)
    await HealthAssessment.filter(cooperative_id=cooperative_id).update(replaces_id=F("id"))


async def empty_health() -> None:
    """Take all rows away again."""
    for model in (HealthFollowUp, *_PAPERS):
        await model.all().delete()
    await HealthAssessment.all().update(replaces_id=None)
    await HealthAssessment.all().delete()
    await HealthRubric.all().delete()


def _document() -> dict[str, Any]:
    from kopukm_siopik.health.delivered import delivered_documents

    return delivered_documents()[0] | {"version": "uji"}
