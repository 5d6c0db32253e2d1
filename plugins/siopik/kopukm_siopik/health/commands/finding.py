"""Findings of an examination: recording, following up with evidence, closing."""

from __future__ import annotations

from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotAllowedError
from kopukm_core.files import keep_files
from kopukm_core.values import FileReference
from kopukm_siopik.health.access import held_assessment, person_key, require_place, rubric_of
from kopukm_siopik.health.announcing import announce_assessment
from kopukm_siopik.health.choices import AssessmentState, RiskLevel
from kopukm_siopik.health.commands.fields import AssessmentId, FindingId
from kopukm_siopik.health.findings import HealthFinding, HealthFollowUp
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.permissions import ASSESS_HEALTH
from kopukm_siopik.health.purposes import EVIDENCE
from kopukm_siopik.models import Cooperative

LATEST = date(2100, 12, 31)


@command("siopik.add_health_finding", title="Catat temuan", permission=ASSESS_HEALTH, returns=HealthFinding)
class AddHealthFinding:
    """Mencatat temuan pemeriksaan dengan rekomendasi dan tenggatnya."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    aspect: str = ask("Aspek", help="Kunci aspek dalam rubrik.", example="tata_kelola", maximum_length=60)
    description: str = ask("Uraian temuan", minimum_length=3, maximum_length=4000)
    recommendation: str = ask("Rekomendasi", minimum_length=3, maximum_length=4000)
    deadline: date = ask("Tenggat", example="31 Maret 2027", maximum=LATEST)
    risk_level: RiskLevel = ask("Tingkat risiko")

    async def run(self, context: CommandContext) -> HealthFinding:
        states = (AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.APPROVED)
        assessment, cooperative = await held_assessment(context, self.assessment_id, ASSESS_HEALTH, states)
        titles = {one.key: one.title for one in (await rubric_of(assessment)).aspects}
        if self.aspect not in titles:
            context.refuse("aspect", "UNKNOWN_ASPECT", f"Aspek rubrik ini: {', '.join(titles)}.")
        if self.deadline <= assessment.effective_on:
            context.refuse("deadline", "BEFORE_YEAR_END", "Tenggat harus sesudah tahun buku yang dinilai.")
        finding = await HealthFinding.create(
            assessment_id=assessment.id,
            aspect=self.aspect,
            aspect_title=titles[self.aspect],
            description=self.description,
            recommendation=self.recommendation,
            deadline=self.deadline,
            risk_level=self.risk_level,
            recorded_at=clock.now(),
        )
        await context.audit("create", finding)
        await announce_assessment(assessment, cooperative)
        return finding


@command(
    "siopik.follow_up_health_finding",
    title="Tindak lanjuti temuan",
    permission=ASSESS_HEALTH,
    members=True,
    returns=HealthFinding,
)
class FollowUpHealthFinding:
    """Mencatat apa yang sudah dikerjakan atas suatu temuan; koperasinya sendiri boleh mencatat."""

    finding_id: FindingId = ask("Nomor temuan")
    description: str = ask("Yang dikerjakan", minimum_length=3, maximum_length=4000)
    done_on: date = ask("Tanggal dikerjakan", minimum=date(2000, 1, 1))
    evidence_file: FileReference | None = ask("Berkas bukti", purpose=EVIDENCE)

    async def run(self, context: CommandContext) -> HealthFinding:
        finding, assessment, cooperative = await _open_finding(context, self.finding_id)
        if cooperative.party_id not in context.actor.party_ids:
            require_place(context, ASSESS_HEALTH, cooperative.region_id)
        elif assessment.state is not AssessmentState.APPROVED and not context.actor.may(ASSESS_HEALTH):
            raise NotAllowedError(
                "Temuan ini belum dapat ditindaklanjuti: penilaiannya belum disetujui.",
                remedy="Tunggu hasil penilaian disetujui dinas.",
            )
        if self.done_on > context.today:
            context.refuse("done_on", "IN_THE_FUTURE", "Tanggal itu belum tiba.")
        if self.evidence_file is not None:
            await keep_files([self.evidence_file], region_code=cooperative.region_id)
        await HealthFollowUp.create(
            finding_id=finding.id,
            description=self.description,
            done_on=self.done_on,
            evidence_file_id=self.evidence_file,
            recorded_at=clock.now(),
        )
        await context.audit("follow_up", finding)
        await announce_assessment(assessment, cooperative)
        return finding


@command("siopik.close_health_finding", title="Tutup temuan", permission=ASSESS_HEALTH, returns=HealthFinding)
class CloseHealthFinding:
    """Menutup temuan yang sudah selesai ditindaklanjuti."""

    finding_id: FindingId = ask("Nomor temuan")
    closing_note: str = ask("Catatan penutup", minimum_length=3, maximum_length=1000)

    async def run(self, context: CommandContext) -> HealthFinding:
        finding, assessment, cooperative = await _open_finding(context, self.finding_id)
        require_place(context, ASSESS_HEALTH, cooperative.region_id)
        finding.closed_at = clock.now()
        finding.closed_by = person_key(context.actor)
        finding.closing_note = self.closing_note
        await finding.save()
        await context.audit("close", finding)
        await announce_assessment(assessment, cooperative)
        return finding


async def _open_finding(
    context: CommandContext, finding_id: int
) -> tuple[HealthFinding, HealthAssessment, Cooperative]:
    finding = await HealthFinding.select_for_update().get_or_none(id=finding_id)
    assessment = None if finding is None else await HealthAssessment.get(id=finding.assessment_id)
    cooperative = None if assessment is None else await Cooperative.get(id=assessment.cooperative_id)
    if finding is None or assessment is None or cooperative is None:
        context.refuse("finding_id", "NOT_FOUND", f"Temuan nomor {finding_id} tidak ada.")
    if finding.closed_at is not None:
        context.refuse("finding_id", "ALREADY_CLOSED", "Temuan ini sudah ditutup.")
    return finding, assessment, cooperative
