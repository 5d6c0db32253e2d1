"""Assessments in the contract, and a cooperative's health."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import strawberry

from kopukm_core import clock
from kopukm_graphql.loaders import BatchLoader
from kopukm_graphql.row import Row
from kopukm_graphql.source import column, computed, connection_to, resolved, source, to_many, to_one
from kopukm_graphql.source.one import rows_by
from kopukm_graphql.source.places import context_of, raw_info
from kopukm_graphql.source.selection import path_key
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.health.choices import HealthStatus
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.health.status import may_see_health, status_of

enum_definition(HealthStatus, "Kesehatan koperasi menurut hasil terakhir yang disetujui.")


@source(
    HealthAssessment,
    description="Penilaian kesehatan satu koperasi untuk satu tahun buku.",
    filters=(
        "book_year",
        "state",
        "method",
        "predicate",
        "effective_on",
        "valid_until",
        "approved_at",
        "rubric_version",
        "cooperative",
    ),
    orders=("book_year", "recorded_at", "score_hundredths"),
)
class HealthAssessmentSource:
    book_year = column("Tahun buku yang dinilai.")
    state = column("Sampai di mana penilaian ini.")
    method = column("Bagaimana skornya didapat.")
    rubric_version = column("Versi rubrik, tetap sejak penilaian dimulai.")
    assignment_number = column("Nomor surat tugas.")
    assignment_date = column("Tanggal surat tugas.")
    examined_on = column("Tanggal periksa.")
    minutes_number = column("Nomor berita acara.")
    result_source = column("Sumber skor aspek yang dibuat di luar.")
    score_exact = column("Skor akhir tanpa pembulatan: desimal (82.435) atau pecahan (250/3).")
    score_hundredths = column("Skor akhir dalam perseratus, dibulatkan.")
    predicate = column("Predikat; null: belum dapat dinilai.")
    explanation = column("Bagaimana skor akhir didapat.")
    effective_on = column("Hari terakhir tahun buku: sejak hari ini hasilnya berlaku.")
    valid_until = column("Sampai kapan hasilnya berlaku.")
    recorded_at = column("Kapan penilaian dimulai.")
    submitted_at = column("Kapan diajukan.")
    returned_reason = column("Alasan dikembalikan.")
    approved_at = column("Kapan disetujui.")
    withdrawn_at = column("Kapan dicabut atau diganti.")
    withdrawal_reason = column("Alasan dicabut.")

    @computed(columns=("score_hundredths",), description="Skor akhir, dua angka di belakang koma.")
    def score(score_hundredths: int | None) -> Decimal | None:
        return None if score_hundredths is None else Decimal(score_hundredths).scaleb(-2)

    @computed(columns=("examiners",), description="Tim pemeriksa, ketuanya lebih dahulu.")
    def examiners(examiners: list[str]) -> list[str]:
        return examiners

    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasi yang dinilai.")
    rubric = to_one("HealthRubric", key="rubric_id", description="Rubrik yang dipakai.")
    replaces = to_one("HealthAssessment", key="replaces_id", description="Hasil yang digantikannya.")
    minutes = to_one("File", key="minutes_file_id", description="Berkas berita acara, bila boleh dilihat.")
    evidence = to_one("File", key="evidence_file_id", description="Berkas bukti skor dari luar.")
    aspect_scores = to_many(
        "HealthAspectScore",
        key="assessment_id",
        order=("position",),
        first=20,
        description="Skor tiap aspek.",
    )
    scores = to_many(
        "HealthScore",
        key="assessment_id",
        order=("position",),
        first=100,
        description="Skor tiap indikator.",
    )
    figures = to_many(
        "HealthFigure",
        key="assessment_id",
        order=("year", "name"),
        first=100,
        description="Angka keuangan kertas kerja.",
    )
    answers = connection_to("HealthAnswer", key="assessment_id", description="Jawaban butir kuesioner.")
    findings = to_many(
        "HealthFinding",
        key="assessment_id",
        order=("deadline",),
        first=100,
        description="Temuan, menurut tenggat.",
    )


@resolved(
    columns=("region_id", "party_id"),
    description="Kesehatan koperasi: predikat yang berlaku hari ini, atau belum dinilai; "
    "null bila Anda tidak berwenang melihatnya.",
)
async def health_status(root: strawberry.Parent[Any], info: strawberry.Info) -> HealthStatus | None:
    context = context_of(info)
    if not may_see_health(context.actor, root["region_id"], root["party_id"]):
        return None
    found: Row | None = await _current_results(info).load(root["id"])
    return status_of(found, clock.today(context.settings.time_zone))


def _current_results(info: strawberry.Info) -> BatchLoader:
    """The latest approved results of all the cooperatives at this place, in one statement."""
    context = context_of(info)
    catalog: Any = info.schema.catalog  # type: ignore[attr-defined]

    async def load(keys: Sequence[Any]) -> dict[Any, Row]:
        wanted = ("predicate", "valid_until")
        return await rows_by(catalog, catalog["HealthAssessment"], context.actor, "current_for", wanted, keys)

    key = (path_key(raw_info(info)), "current health results")
    return context.loaders.get(key, lambda: BatchLoader(load, lambda: None))


HEALTH_OF_COOPERATIVE = {
    "health": to_one(
        "HealthAssessment",
        key="id",
        to="current_for",
        description="Hasil terakhir yang disetujui; null: belum dinilai, atau Anda tidak berwenang melihatnya.",
    ),
    "health_status": health_status,
    "health_assessments": connection_to(
        "HealthAssessment", key="cooperative_id", description="Penilaian kesehatan yang boleh dilihat."
    ),
}
