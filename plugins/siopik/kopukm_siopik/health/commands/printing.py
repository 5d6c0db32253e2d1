"""An assessment on the office's paper: for the file, for the cooperative, for whoever examines next."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import StoredFile, WrittenContent, save_row, write_content
from kopukm_core.papers import TablesPaper, office_letterhead, office_signatory
from kopukm_core.papers.models import ReportForm
from kopukm_core.papers.writing import WrittenReport, write_report
from kopukm_core.programmes import Paper
from kopukm_siopik.health.access import readable_assessment
from kopukm_siopik.health.assessment_tables import assessment_tables
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.commands.fields import AssessmentId
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.permissions import READ_HEALTH
from kopukm_siopik.health.purposes import RESULT

_NOT_FINAL = {
    AssessmentState.DRAFT: "RANCANGAN: penilaian ini masih dikerjakan; isinya dapat berubah.",
    AssessmentState.SUBMITTED: "BELUM DISETUJUI: penilaian ini baru diajukan.",
    AssessmentState.REPLACED: "TIDAK BERLAKU LAGI: penilaian ulang menggantikannya.",
    AssessmentState.WITHDRAWN: "DICABUT: hasil ini tidak berlaku.",
}


@command(
    "siopik.print_health_assessment",
    title="Cetak penilaian kesehatan",
    permission=READ_HEALTH,
    members=True,
    returns=StoredFile,
)
class PrintHealthAssessment:
    """Mencetak satu penilaian dengan kertas kerja, penjelasan tiap skor, dan temuannya.

    Yang belum disetujui bertuliskan demikian. Koperasi mencetak miliknya sendiri yang sudah disetujui.
    """

    assessment_id: AssessmentId = ask("Nomor penilaian")
    form: ReportForm | None = ask("Bentuk", help="Kosong berarti PDF.")

    _made: WrittenReport
    _written: WrittenContent

    async def prepare(self, context: CommandContext) -> None:
        assessment, _ = await readable_assessment(context, self.assessment_id)
        paper = await _paper(context, assessment)
        self._made = await write_report(paper, self.form or ReportForm.PDF)
        self._written = await write_content(context.platform, self._made.content)

    async def run(self, context: CommandContext) -> StoredFile:
        assessment, cooperative = await readable_assessment(context, self.assessment_id)
        stored = await save_row(
            self._written,
            name=f"kesehatan-{cooperative.id}-{assessment.book_year}.{self._made.ending}",
            purpose=RESULT,
            actor=context.actor,
            region_code=cooperative.region_id,
            kept=True,
        )
        await context.audit("print", assessment, {"file": (None, stored.id)})
        return stored


async def _paper(context: CommandContext, assessment: HealthAssessment) -> TablesPaper:
    warning = _NOT_FINAL.get(assessment.state)
    told = await assessment_tables(assessment)
    return TablesPaper(
        title="Hasil penilaian kesehatan koperasi",
        content=told if warning is None else [warning, *told],
        printed_at=clock.now(),
        letterhead=await office_letterhead(context.today),
        signatory=await office_signatory(context.today, Paper.REPORT),
        time_zone=context.settings.time_zone,
    )
