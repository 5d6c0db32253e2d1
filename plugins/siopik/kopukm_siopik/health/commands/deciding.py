"""Submitting, returning, approving and withdrawing an assessment."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_siopik.health.access import held_assessment, person_key, rubric_of
from kopukm_siopik.health.announcing import announce_assessment
from kopukm_siopik.health.choices import AssessmentMethod, AssessmentState
from kopukm_siopik.health.commands.fields import AssessmentId
from kopukm_siopik.health.current import mark_current, stop_counting
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.papers import HealthScore
from kopukm_siopik.health.permissions import APPROVE_HEALTH, ASSESS_HEALTH
from kopukm_siopik.health.reckoning import reckon_papers
from kopukm_siopik.health.telling import tell_result, tell_withdrawal
from kopukm_siopik.recording.announcing import announce

_NEEDED = (
    ("assignment_number", "Nomor surat tugas"),
    ("assignment_date", "Tanggal surat tugas"),
    ("examined_on", "Tanggal periksa"),
    ("examiners", "Tim pemeriksa"),
    ("minutes_number", "Nomor berita acara"),
)


@command(
    "siopik.submit_health_assessment",
    title="Ajukan penilaian",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
)
class SubmitHealthAssessment:
    """Mengajukan penilaian yang selesai untuk disetujui orang lain; sesudahnya isinya tidak berubah."""

    assessment_id: AssessmentId = ask("Nomor penilaian")

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, ASSESS_HEALTH, (AssessmentState.DRAFT,)
        )
        if assessment.method is AssessmentMethod.WORKING_PAPERS:
            await self._check_papers(context, assessment)
        if assessment.predicate is None:
            reason = assessment.explanation or "Belum ada skor."
            context.refuse("assessment_id", "NOT_ASSESSABLE", f"{reason}. Lengkapi kertas kerjanya.")
        assessment.state = AssessmentState.SUBMITTED
        assessment.submitted_at = clock.now()
        assessment.returned_reason = None
        assessment.entered_by = sorted({*assessment.entered_by, person_key(context.actor)})
        await assessment.save()
        await context.audit("submit", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment

    async def _check_papers(self, context: CommandContext, assessment: HealthAssessment) -> None:
        missing = [label for name, label in _NEEDED if not getattr(assessment, name)]
        if missing:
            context.refuse("assessment_id", "INCOMPLETE", f"Belum diisi: {', '.join(missing)}.")
        if (await rubric_of(assessment)).has_working_papers:
            await reckon_papers(assessment)
        left_out = await HealthScore.filter(assessment_id=assessment.id, score=None).count()
        if left_out:
            context.remark(
                "assessment_id",
                "NOT_ALL_ASSESSABLE",
                f"{left_out} indikator tidak dapat dinilai dan tidak dihitung.",
            )


@command(
    "siopik.return_health_assessment",
    title="Kembalikan penilaian",
    permission=APPROVE_HEALTH,
    returns=HealthAssessment,
)
class ReturnHealthAssessment:
    """Mengembalikan penilaian yang diajukan kepada pemeriksanya, dengan alasan."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=1000)

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, APPROVE_HEALTH, (AssessmentState.SUBMITTED,)
        )
        assessment.state = AssessmentState.DRAFT
        assessment.submitted_at = None
        assessment.returned_reason = self.reason
        await assessment.save()
        await context.audit("return", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment


@command(
    "siopik.approve_health_assessment",
    title="Setujui penilaian",
    permission=APPROVE_HEALTH,
    returns=HealthAssessment,
)
class ApproveHealthAssessment:
    """Menyetujui penilaian yang diajukan orang lain; hasilnya berlaku dan tidak berubah lagi."""

    assessment_id: AssessmentId = ask("Nomor penilaian")

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, APPROVE_HEALTH, (AssessmentState.SUBMITTED,)
        )
        if person_key(context.actor) in assessment.entered_by:
            context.refuse(
                "assessment_id",
                "FOUR_EYES",
                "Anda ikut mengisi penilaian ini; orang lain yang menyetujuinya.",
            )
        moment = clock.now()
        former = await HealthAssessment.select_for_update().get_or_none(
            cooperative_id=cooperative.id, book_year=assessment.book_year, state=AssessmentState.APPROVED
        )
        if former is not None:
            await stop_counting(former, AssessmentState.REPLACED, moment)
            await context.audit("replace", former)
            assessment.replaces_id = former.id
        assessment.state = AssessmentState.APPROVED
        assessment.approved_at = moment
        assessment.approved_by = person_key(context.actor)
        await assessment.save()
        await mark_current(assessment)
        await context.audit("approve", assessment)
        await tell_result(assessment, cooperative)
        await announce_assessment(assessment, cooperative)
        await announce([(cooperative.id, cooperative.region_id)])
        return assessment


@command(
    "siopik.withdraw_health_assessment",
    title="Cabut penilaian",
    permission=None,
    returns=HealthAssessment,
)
class WithdrawHealthAssessment:
    """Mencabut penilaian dengan alasan: yang belum disetujui oleh pemeriksa, yang sudah oleh penyetuju."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=1000)

    async def run(self, context: CommandContext) -> HealthAssessment:
        if not context.actor.may(ASSESS_HEALTH):
            context.require(APPROVE_HEALTH)
        found = await HealthAssessment.get_or_none(id=self.assessment_id)
        is_approved = found is not None and found.approved_at is not None
        assessment, cooperative = await held_assessment(
            context,
            self.assessment_id,
            APPROVE_HEALTH if is_approved else ASSESS_HEALTH,
            (AssessmentState.APPROVED,)
            if is_approved
            else (AssessmentState.DRAFT, AssessmentState.SUBMITTED),
        )
        assessment.withdrawal_reason = self.reason
        await stop_counting(assessment, AssessmentState.WITHDRAWN, clock.now())
        await mark_current(assessment)
        await context.audit("withdraw", assessment)
        if is_approved:
            await tell_withdrawal(assessment, cooperative)
        await announce_assessment(assessment, cooperative)
        await announce([(cooperative.id, cooperative.region_id)])
        return assessment
