"""The office's usual papers about health: results of a region on a day, and findings that are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import ColumnKind, Report, ReportRequest, Table, TableColumn
from kopukm_core.platform import Platform
from kopukm_core.values import short_date
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.health.choices import AssessmentState, HealthPredicate, RiskLevel
from kopukm_siopik.health.permissions import READ_HEALTH
from kopukm_siopik.health.reading import results_table
from kopukm_siopik.health.rules import shown
from kopukm_siopik.health.rules.numbers import read_exact

NOT_ASSESSED = "Belum dinilai"


async def results_tables(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """Each cooperative of the region with the result that counted on the last day, and how many of each predicate."""
    place = _place(actor, request)
    known_at = request.known_at or clock.now()
    parameters = Parameters(dialect())
    columns = ("book_year", "score_exact", "predicate", "rubric_version")
    results = results_table(parameters, day=request.last_day, known_at=known_at, columns=columns)
    inside = f" WHERE {within_region('cooperative.region_code', place, parameters)}" if place else ""
    found = await rows(
        "SELECT cooperative.name, region.name AS place, result.book_year, result.score_exact, result.predicate,"
        " result.rubric_version FROM siopik_cooperative cooperative"
        " LEFT JOIN region ON region.code = cooperative.region_code"
        f" LEFT JOIN ({results}) result ON result.cooperative_id = cooperative.id"
        f"{inside} ORDER BY cooperative.sort_key, cooperative.id",
        parameters,
    )
    labels = [_predicate(row["predicate"]) for row in found]
    counts = Counter(labels)
    order = [*(one.label for one in HealthPredicate), NOT_ASSESSED]
    definition = (
        f"Hasil yang disetujui dan berlaku pada {short_date(request.last_day)}, tahun buku terakhir tiap koperasi;"
        " tanpa hasil: belum dinilai. Koperasi: semua yang tercatat sekarang."
    )
    return [
        Table(
            "Koperasi menurut predikat kesehatan",
            (TableColumn("Predikat"), TableColumn("Jumlah", ColumnKind.NUMBER)),
            tuple((label, counts[label]) for label in order),
            definitions=(definition,),
            total=("Jumlah", len(found)),
        ),
        Table(
            "Hasil tiap koperasi",
            (
                TableColumn("Koperasi"),
                TableColumn("Wilayah"),
                TableColumn("Tahun buku"),
                TableColumn("Skor"),
                TableColumn("Predikat"),
                TableColumn("Rubrik"),
            ),
            tuple(
                (
                    row["name"],
                    row["place"],
                    None if row["book_year"] is None else str(row["book_year"]),
                    None if row["score_exact"] is None else shown(read_exact(row["score_exact"])),
                    label,
                    row["rubric_version"],
                )
                for row, label in zip(found, labels, strict=True)
            ),
        ),
    ]


async def findings_tables(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """Open findings of results that hold, by deadline; late ones are those before the last day."""
    place = _place(actor, request)
    parameters = Parameters(dialect())
    inside = f" AND {within_region('cooperative.region_code', place, parameters)}" if place else ""
    approved = parameters.add(AssessmentState.APPROVED.value)
    found = await rows(
        "SELECT cooperative.name, finding.aspect_title, finding.description, finding.recommendation,"
        " finding.risk_level, finding.deadline FROM siopik_health_finding finding"
        " JOIN siopik_health_assessment assessment ON assessment.id = finding.assessment_id"
        " JOIN siopik_cooperative cooperative ON cooperative.id = assessment.cooperative_id"
        f" WHERE finding.closed_at IS NULL AND assessment.state = {approved}{inside}"
        " ORDER BY finding.deadline, finding.id",
        parameters,
    )
    return [
        Table(
            "Temuan yang terbuka",
            (
                TableColumn("Koperasi"),
                TableColumn("Aspek"),
                TableColumn("Uraian"),
                TableColumn("Rekomendasi"),
                TableColumn("Tingkat risiko"),
                TableColumn("Tenggat", ColumnKind.DATE),
                TableColumn("Keadaan"),
            ),
            tuple(
                (
                    row["name"],
                    row["aspect_title"],
                    row["description"],
                    row["recommendation"],
                    RiskLevel(row["risk_level"]).label,
                    (deadline := day_of(row["deadline"])),
                    "Terlambat" if deadline < request.last_day else "Dalam tenggat",
                )
                for row in found
            ),
            definitions=(f"Terlambat: tenggatnya sebelum {short_date(request.last_day)}.",),
        )
    ]


REPORTS = (
    Report(
        "siopik.health_results",
        "Kesehatan koperasi",
        "Predikat tiap koperasi yang berlaku pada satu hari, dan jumlahnya.",
        permission=READ_HEALTH,
        build=results_tables,
        uses_period=False,
    ),
    Report(
        "siopik.health_findings",
        "Temuan pemeriksaan kesehatan",
        "Temuan yang belum ditutup dari hasil yang berlaku, menurut tenggat.",
        permission=READ_HEALTH,
        build=findings_tables,
        uses_period=False,
    ),
)


def _place(actor: Actor, request: ReportRequest) -> str:
    """The region asked for, if the actor may see health there; NotAllowedError otherwise."""
    held = actor.regions(READ_HEALTH)
    if "" in held or (request.region_code and actor.may(READ_HEALTH, request.region_code)):
        return request.region_code
    raise NotAllowedError(
        "Anda tidak berwenang melihat kesehatan koperasi di wilayah itu.",
        remedy=f"Wilayah Anda: {', '.join(held) or 'tidak ada'}.",
    )


def _predicate(value: str | None) -> str:
    return NOT_ASSESSED if value is None else HealthPredicate(value).label
