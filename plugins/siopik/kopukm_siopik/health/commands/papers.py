"""Filling the working papers: many items at once, figures of a year, or aspect scores made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import keep_files
from kopukm_core.values import FileReference
from kopukm_siopik.health.access import held_assessment, rubric_of
from kopukm_siopik.health.announcing import announce_assessment
from kopukm_siopik.health.choices import AnswerMark, AssessmentState, FigureOrigin, FiguresYear
from kopukm_siopik.health.commands.fields import AssessmentId, FigureFields
from kopukm_siopik.health.commands.start import note_entry
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.permissions import ASSESS_HEALTH
from kopukm_siopik.health.purposes import EVIDENCE
from kopukm_siopik.health.reckoning import reckon_contributions, reckon_papers
from kopukm_siopik.health.rules import INPUTS, Rubric
from kopukm_siopik.health.rules.item_codes import Item, ItemCodeFaultError, items_of, notes_of
from kopukm_siopik.health.storing import store_answers, store_figures

_CODES = "Kode butir: legalitas.2, legalitas.1-3, atau legalitas untuk semuanya."
MOST_CODES = 500


def too_many(codes: list[str]) -> str | None:
    """What is wrong with a list of codes."""
    return None if len(codes) <= MOST_CODES else f"Paling banyak {MOST_CODES} kode sekaligus."


@command(
    "siopik.answer_health_items",
    title="Jawab butir kuesioner",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
)
class AnswerHealthItems:
    """Menjawab banyak butir kuesioner penilaian sekaligus; jawaban yang sudah ada diganti."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    met: list[str] | None = ask("Butir terpenuhi", help=_CODES, check=too_many)
    not_met: list[str] | None = ask("Butir tidak terpenuhi", help=_CODES, check=too_many)
    not_applicable: list[str] | None = ask("Butir tidak berlaku", help=_CODES, check=too_many)
    notes: list[str] | None = ask(
        "Catatan",
        help="Kode butir, titik dua, lalu catatannya.",
        example="legalitas.2: akta lama",
        check=too_many,
    )

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, ASSESS_HEALTH, (AssessmentState.DRAFT,)
        )
        rubric = await rubric_of(assessment)
        marks = self._marks(context, rubric)
        try:
            notes = notes_of(rubric, self.notes or ())
        except ItemCodeFaultError as fault:
            context.refuse("notes", "UNKNOWN_ITEM", str(fault))
        without = await store_answers(assessment.id, marks, notes)
        if without:
            indicator, item = without[0]
            context.refuse("notes", "NOT_ANSWERED", f"Butir {indicator}.{item} dicatat tetapi belum dijawab.")
        note_entry(context, assessment)
        await reckon_papers(assessment)
        await assessment.save()
        await context.audit("update", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment

    def _marks(self, context: CommandContext, rubric: Rubric) -> Mapping[Item, AnswerMark]:
        marks: dict[Item, AnswerMark] = {}
        for name, mark in (
            ("met", AnswerMark.MET),
            ("not_met", AnswerMark.NOT_MET),
            ("not_applicable", AnswerMark.NOT_APPLICABLE),
        ):
            try:
                items = items_of(rubric, getattr(self, name) or ())
            except ItemCodeFaultError as fault:
                context.refuse(name, "UNKNOWN_ITEM", str(fault))
            for item in items:
                if marks.get(item, mark) is not mark:
                    context.refuse(
                        name,
                        "ANSWERED_TWICE",
                        f"Butir {item[0]}.{item[1]} dijawab dengan dua cara sekaligus.",
                    )
                marks[item] = mark
        return marks


@command(
    "siopik.enter_health_figures",
    title="Isi angka keuangan",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
    updates=True,
)
class EnterHealthFigures(FigureFields):
    """Mengisi angka keuangan penilaian untuk satu tahun buku; yang kosong tidak mengubah apa-apa."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    year: FiguresYear = ask("Tahun buku yang mana")
    unknown: list[str] | None = ask(
        "Kosongkan kembali",
        help="Nama isian yang angkanya ternyata tidak diketahui.",
        example="piutang",
        check=too_many,
    )

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, ASSESS_HEALTH, (AssessmentState.DRAFT,)
        )
        words = {one.word: one.name for one in INPUTS}
        strange = [word for word in self.unknown or () if word not in words]
        if strange:
            context.refuse("unknown", "UNKNOWN_INPUT", f"Isian {strange[0]!r} tidak dikenal.")
        told = {one.name: getattr(self, one.name) for one in INPUTS}
        amounts: dict[str, int | None] = {name: amount for name, amount in told.items() if amount is not None}
        amounts |= dict.fromkeys((words[word] for word in self.unknown or ()), None)
        await store_figures(assessment.id, self.year, amounts, FigureOrigin.ENTERED)
        note_entry(context, assessment)
        await reckon_papers(assessment)
        await assessment.save()
        await context.audit("update", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment


@command(
    "siopik.enter_health_aspect_scores",
    title="Isi skor aspek dari luar",
    permission=ASSESS_HEALTH,
    returns=HealthAssessment,
)
class EnterHealthAspectScores:
    """Mengisi skor tertimbang tiap aspek dari penilaian yang dibuat di luar, dengan sumber dan buktinya."""

    assessment_id: AssessmentId = ask("Nomor penilaian")
    aspect_scores: list[Decimal] = ask(
        "Skor tertimbang tiap aspek",
        help="Menurut urutan aspek dalam rubrik.",
        example="27,78; 13,035; 29,44; 12,18",
    )
    result_source: str = ask(
        "Sumber hasil", help="Lembaga, nomor, dan tanggal hasilnya.", minimum_length=3, maximum_length=500
    )
    evidence_file: FileReference | None = ask("Berkas bukti", purpose=EVIDENCE)

    async def run(self, context: CommandContext) -> HealthAssessment:
        assessment, cooperative = await held_assessment(
            context, self.assessment_id, ASSESS_HEALTH, (AssessmentState.DRAFT,)
        )
        if any(not one.is_finite() or one.as_tuple().exponent < -6 for one in self.aspect_scores):  # type: ignore[operator]
            context.refuse("aspect_scores", "TOO_PRECISE", "Skor paling banyak enam angka di belakang koma.")
        try:
            await reckon_contributions(assessment, await rubric_of(assessment), self.aspect_scores)
        except ValueError as fault:
            context.refuse("aspect_scores", "OUT_OF_RANGE", str(fault))
        assessment.result_source = self.result_source
        if self.evidence_file is not None:
            await keep_files([self.evidence_file], region_code=cooperative.region_id)
            assessment.evidence_file_id = self.evidence_file
        note_entry(context, assessment)
        await assessment.save()
        await context.audit("update", assessment)
        await announce_assessment(assessment, cooperative)
        return assessment
