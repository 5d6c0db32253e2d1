"""Working papers and findings in the contract."""

from __future__ import annotations

from kopukm_graphql.source import column, computed, source, sql, to_many, to_one
from kopukm_siopik.health.findings import HealthFinding, HealthFollowUp
from kopukm_siopik.health.papers import HealthAnswer, HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.health.rules import BY_NAME

ASSESSMENT = "Penilaiannya."


@source(
    HealthAnswer,
    description="Jawaban satu butir kuesioner.",
    filters=("indicator",),
    orders=("indicator", "item"),
)
class HealthAnswerSource:
    indicator = column("Kunci indikator.")
    item = column("Nomor butir, mulai 1.")
    mark = column("Jawabannya.")
    note = column("Catatan pemeriksa.")
    assessment = to_one("HealthAssessment", key="assessment_id", description=ASSESSMENT)


@source(HealthFigure, description="Satu angka keuangan kertas kerja.", filters=("year", "name"))
class HealthFigureSource:
    year = column("Tahun buku yang mana.")
    name = column("Nama isian.")
    amount = column("Rupiah.")
    origin = column("Dari mana angkanya.")
    assessment = to_one("HealthAssessment", key="assessment_id", description=ASSESSMENT)

    @computed(columns=("name",), description="Sebutan isian.")
    def label(name: str) -> str:
        known = BY_NAME.get(name)
        return known.label if known else name


@source(
    HealthScore,
    description="Skor satu indikator dengan penjelasannya.",
    filters=("aspect", "score"),
    orders=("position",),
)
class HealthScoreSource:
    position = column("Urutan dalam rubrik.")
    aspect = column("Kunci aspek.")
    indicator = column("Kunci indikator.")
    title = column("Nama indikator.")
    score = column("4, 3, 2, atau 1; null: tidak dapat dinilai.")
    explanation = column("Bagaimana skornya didapat.")
    assessment = to_one("HealthAssessment", key="assessment_id", description=ASSESSMENT)


@source(HealthAspectScore, description="Skor satu aspek dengan penjelasannya.", orders=("position",))
class HealthAspectScoreSource:
    position = column("Urutan dalam rubrik.")
    aspect = column("Kunci aspek.")
    title = column("Nama aspek.")
    weight = column("Bobot dalam persen skor akhir.")
    percent = column("Skor aspek 0 sampai 100, tanpa pembulatan; null: tidak dapat dinilai.")
    contribution = column("Skor tertimbangnya, tanpa pembulatan.")
    explanation = column("Bagaimana skornya didapat.")
    assessment = to_one("HealthAssessment", key="assessment_id", description=ASSESSMENT)


@source(
    HealthFinding,
    description="Temuan pemeriksaan kesehatan.",
    filters=("aspect", "deadline", "risk_level", "closed_at", "assessment"),
    orders=("deadline", "recorded_at"),
    default_order=("deadline",),
)
class HealthFindingSource:
    aspect = column("Kunci aspek.")
    aspect_title = column("Nama aspek.")
    description = column("Uraian.")
    recommendation = column("Rekomendasi.")
    deadline = column("Tenggat.")
    risk_level = column("Tingkat risiko.")
    recorded_at = column("Kapan dicatat.")
    closed_at = column("Kapan ditutup; null: masih terbuka.")
    closing_note = column("Catatan penutup.")
    is_open = sql(bool, "{closed_at} IS NULL", description="Masih terbuka.")
    assessment = to_one("HealthAssessment", key="assessment_id", description=ASSESSMENT)
    follow_ups = to_many(
        "HealthFollowUp",
        key="finding_id",
        order=("-done_on",),
        description="Tindak lanjut, terbaru dahulu.",
    )


@source(HealthFollowUp, description="Tindak lanjut suatu temuan.", orders=("done_on",))
class HealthFollowUpSource:
    description = column("Yang dikerjakan.")
    done_on = column("Tanggal dikerjakan.")
    recorded_at = column("Kapan dicatat.")
    evidence = to_one("File", key="evidence_file_id", description="Berkas bukti, bila boleh dilihat.")
    finding = to_one("HealthFinding", key="finding_id", description="Temuannya.")
