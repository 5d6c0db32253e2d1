"""Beginning an assessment, and telling who examined by which letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import Answers, CommandContext, Option, ask, command
from kopukm_core.files import keep_files
from kopukm_core.values import FileReference, Year
from kopukm_siopik.commands.fields import CooperativeId
from kopukm_siopik.health.access import held_assessment, held_cooperative, person_key
from kopukm_siopik.health.announcing import announce_assessment
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.commands.fields import AssessmentId
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.permissions import ASSESS_HEALTH
from kopukm_siopik.health.prefilling import prefill
from kopukm_siopik.health.purposes import EVIDENCE
from kopukm_siopik.health.reckoning import reckon_papers
from kopukm_siopik.health.rules import read_rubric

FIRST_DAY = date(1945, 1, 1)
MOST_EXAMINERS = 20


async def rubric_versions(answers: Answers, context: CommandContext) -> Sequence[Option]:
    """The stored versions, the latest first."""
    stored = await HealthRubric.all().order_by("-effective_on", "version").values_list("version", "title")
    return [Option(version, title) for version, title in stored]


def too_many_examiners(names: list[str]) -> str | None:
    """What is wrong with the team."""
    return None if len(names) <= MOST_EXAMINERS else f"Tim pemeriksa: paling banyak {MOST_EXAMINERS} orang."


@command(
    "siopik.start_health_assessment",
    title="Mulai penilaian kesehatan",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
)
class StartHealthAssessment:
    """Memulai penilaian kesehatan koperasi untuk satu tahun buku; versi rubriknya tetap sejak awal."""

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    book_year: Year = ask("Tahun buku", example="2025")
    rubric_version: str = ask("Versi rubrik", example="kkpkk-2021-riil", options=rubric_versions)

    async def run(self, context: CommandContext) -> HealthAssessment:
        cooperative = await held_cooperative(context, self.cooperative_id, ASSESS_HEALTH)
        if self.book_year >= context.today.year:
            context.refuse("book_year", "YEAR_NOT_OVER", f"Tahun buku {self.book_year} belum berakhir.")
        stored = await HealthRubric.get_or_none(version=self.rubric_version)
        if stored is None:
            context.refuse("rubric_version", "NOT_FOUND", f"Rubrik {self.rubric_version!r} tidak ada.")
        same = HealthAssessment.filter(cooperative_id=cooperative.id, book_year=self.book_year)
        if await same.filter(state__in=[AssessmentState.DRAFT, AssessmentState.SUBMITTED]).exists():
            context.refuse(
                "book_year",
                "ALREADY_OPEN",
                f"Penilaian tahun buku {self.book_year} sudah dimulai: lanjutkan, atau cabut lebih dahulu.",
            )
        replaced = await same.filter(state=AssessmentState.APPROVED).first()
        if replaced is not None:
            context.remark(
                "book_year",
                "REPLACES",
                f"Tahun buku {self.book_year} sudah mempunyai hasil; hasil itu diganti bila yang ini disetujui.",
            )
        rubric = read_rubric(stored.document)
        assessment = await HealthAssessment.create(
            cooperative_id=cooperative.id,
            book_year=self.book_year,
            rubric_id=stored.id,
            rubric_version=stored.version,
            examiners=[],
            effective_on=date(self.book_year, 12, 31),
            valid_until=date(self.book_year + rubric.validity_years, 12, 31),
            replaces_id=None if replaced is None else replaced.id,
            recorded_at=clock.now(),
            entered_by=[person_key(context.actor)],
        )
        if rubric.has_working_papers:
            await prefill(assessment, rubric)
            await reckon_papers(assessment)
            await assessment.save()
        await context.audit("create", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment


@command(
    "siopik.describe_health_examination",
    title="Isi surat tugas dan berita acara",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
    updates=True,
)
class DescribeHealthExamination:
    """Mengisi surat tugas, tanggal periksa, tim pemeriksa, dan berita acara suatu penilaian."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    assignment_number: str | None = ask("Nomor surat tugas", maximum_length=100)
    assignment_date: date | None = ask("Tanggal surat tugas", minimum=FIRST_DAY)
    examined_on: date | None = ask("Tanggal periksa", minimum=FIRST_DAY)
    examiners: list[str] | None = ask(
        "Tim pemeriksa", help="Nama-nama, ketua tim lebih dahulu.", check=too_many_examiners
    )
    minutes_number: str | None = ask("Nomor berita acara", maximum_length=100)
    minutes_file: FileReference | None = ask("Berkas berita acara", purpose=EVIDENCE)

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, ASSESS_HEALTH, (AssessmentState.DRAFT,)
        )
        for name, day in (
            ("assignment_date", self.assignment_date),
            ("examined_on", self.examined_on),
        ):
            if day is not None and day > context.today:
                context.refuse(name, "IN_THE_FUTURE", "Tanggal itu belum tiba.")
        if self.examined_on is not None and self.examined_on <= assessment.effective_on:
            context.refuse(
                "examined_on",
                "BEFORE_YEAR_END",
                f"Tahun buku {assessment.book_year} saat itu belum berakhir.",
            )
        for name in (
            "assignment_number",
            "assignment_date",
            "examined_on",
            "examiners",
            "minutes_number",
        ):
            if (told := getattr(self, name)) is not None:
                setattr(assessment, name, told)
        if self.minutes_file is not None:
            await keep_files([self.minutes_file], region_code=cooperative.region_id)
            assessment.minutes_file_id = self.minutes_file
        note_entry(context, assessment)
        await assessment.save()
        await context.audit("update", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment


def note_entry(context: CommandContext, assessment: HealthAssessment) -> None:
    """This person entered something: somebody else approves."""
    assessment.entered_by = sorted({*assessment.entered_by, person_key(context.actor)})
