"""An assessment on paper: its tables and paragraphs, for any form that reports are given out in."""

from __future__ import annotations

from kopukm_core.papers.report import ColumnKind, Table, TableColumn
from kopukm_core.values import short_date
from kopukm_siopik.health.choices import AssessmentMethod, FiguresYear
from kopukm_siopik.health.findings import HealthFinding
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.papers import HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.health.reckoning import inputs_of
from kopukm_siopik.health.rules import BY_NAME, NOT_ASSESSABLE, PREVIOUS, shown
from kopukm_siopik.health.rules.numbers import read_exact
from kopukm_siopik.models import Cooperative

_NUMBER = ColumnKind.NUMBER


async def assessment_tables(assessment: HealthAssessment) -> list[Table | str]:
    """Head, aspects, indicators with their explanations, financial figures and findings, as they are stored."""
    cooperative = await Cooperative.get(id=assessment.cooperative_id)
    rubric = await HealthRubric.get(id=assessment.rubric_id)
    told: list[Table | str] = [
        f"Penilaian kesehatan {cooperative.name}, tahun buku {assessment.book_year}.",
        await _head(assessment, rubric),
        await _aspects(assessment),
    ]
    if assessment.method is AssessmentMethod.WORKING_PAPERS:
        told += [await _indicators(assessment), await _figures(assessment)]
    told.append(await _findings(assessment))
    return told


async def _head(assessment: HealthAssessment, rubric: HealthRubric) -> Table:
    rows = [
        ("Keadaan", assessment.state.label),
        ("Rubrik", f"{rubric.title} ({rubric.version})"),
        ("Cara", assessment.method.label),
        ("Surat tugas", _letter(assessment)),
        ("Tanggal periksa", "–" if assessment.examined_on is None else short_date(assessment.examined_on)),
        ("Tim pemeriksa", ", ".join(assessment.examiners) or "–"),
        ("Berita acara", assessment.minutes_number or "–"),
        ("Sumber skor dari luar", assessment.result_source or "–"),
        ("Skor akhir", _score(assessment)),
        ("Predikat", NOT_ASSESSABLE if assessment.predicate is None else assessment.predicate.label),
        ("Perhitungan", assessment.explanation or "–"),
        ("Berlaku", f"{short_date(assessment.effective_on)} sampai {short_date(assessment.valid_until)}"),
    ]
    return Table(
        "Hasil",
        (TableColumn("Perihal"), TableColumn("Isi")),
        tuple(rows),
        definitions=(f"Dasar: {rubric.source}",),
    )


def _letter(assessment: HealthAssessment) -> str:
    if assessment.assignment_number is None:
        return "–"
    day = assessment.assignment_date
    return assessment.assignment_number + ("" if day is None else f", {short_date(day)}")


def _score(assessment: HealthAssessment) -> str:
    if assessment.score_exact is None:
        return NOT_ASSESSABLE
    return shown(read_exact(assessment.score_exact))


async def _aspects(assessment: HealthAssessment) -> Table:
    stored = await HealthAspectScore.filter(assessment_id=assessment.id).order_by("position")
    return Table(
        "Skor aspek",
        (
            TableColumn("Aspek"),
            TableColumn("Bobot (%)"),
            TableColumn("Skor (%)"),
            TableColumn("Skor tertimbang"),
            TableColumn("Penjelasan"),
        ),
        tuple(
            (
                one.title,
                shown(read_exact(one.weight)),
                NOT_ASSESSABLE if one.percent is None else shown(read_exact(one.percent)),
                NOT_ASSESSABLE if one.contribution is None else shown(read_exact(one.contribution), 4),
                one.explanation,
            )
            for one in stored
        ),
        definitions=(
            "Skor aspek: jumlah skor indikator dibagi (jumlah indikator yang dapat dinilai × 4).",
            "Skor akhir dibulatkan setengah ke atas; predikat menurut skor yang dibulatkan.",
        ),
    )


async def _indicators(assessment: HealthAssessment) -> Table:
    stored = await HealthScore.filter(assessment_id=assessment.id).order_by("position")
    return Table(
        "Skor indikator",
        (TableColumn("Indikator"), TableColumn("Skor", _NUMBER), TableColumn("Penjelasan")),
        tuple((one.title, one.score, one.explanation) for one in stored),
        definitions=(f"Skor kosong: {NOT_ASSESSABLE}, dan tidak dihitung.",),
    )


async def _figures(assessment: HealthAssessment) -> Table:
    inputs = await inputs_of(assessment.id)
    stored = await HealthFigure.filter(assessment_id=assessment.id)
    origins = {one.name: one.origin.label for one in stored if one.year is FiguresYear.THIS_YEAR}
    rows = []
    for one in BY_NAME.values():
        this, before = inputs.get(one.word), inputs.get(f"{one.word}{PREVIOUS}")
        if this is not None or before is not None:
            label = one.label[0].upper() + one.label[1:]
            rows.append(
                (
                    label,
                    None if this is None else int(this),
                    None if before is None else int(before),
                    origins.get(one.name, "–"),
                )
            )
    year = assessment.book_year
    return Table(
        "Angka keuangan",
        (
            TableColumn("Isian"),
            TableColumn(f"Tahun buku {year}", ColumnKind.RUPIAH),
            TableColumn(f"Tahun buku {year - 1}", ColumnKind.RUPIAH),
            TableColumn(f"Asal angka {year}"),
        ),
        tuple(rows),
    )


async def _findings(assessment: HealthAssessment) -> Table | str:
    stored = await HealthFinding.filter(assessment_id=assessment.id).order_by("deadline", "id")
    if not stored:
        return "Tidak ada temuan yang tercatat."
    return Table(
        "Temuan",
        (
            TableColumn("Aspek"),
            TableColumn("Uraian"),
            TableColumn("Rekomendasi"),
            TableColumn("Tingkat risiko"),
            TableColumn("Tenggat", ColumnKind.DATE),
            TableColumn("Keadaan"),
        ),
        tuple(
            (
                one.aspect_title,
                one.description,
                one.recommendation,
                one.risk_level.label,
                one.deadline,
                "Terbuka" if one.closed_at is None else f"Ditutup: {one.closing_note}",
            )
            for one in stored
        ),
    )
