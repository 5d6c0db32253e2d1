"""Tables of what the period came to: cooperatives at its beginning and its end, prospects, and health results."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import Cell, ColumnKind, Table, TableColumn
from kopukm_core.regions.subtree import in_subtree
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.report_tables import WITHHELD_HEALTH
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import definitions, statistics, totals
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState

_NUMBER = ColumnKind.NUMBER
_COUNTED = (
    ("registered", "Tercatat dan tidak bubar"),
    ("active_declared", "Aktif (dinyatakan)"),
    ("active_computed", "Aktif (dihitung)"),
    ("met", "Sudah RAT atas tahun buku lalu"),
    ("healthy", "Sehat"),
)


async def growth_table(
    actor: Actor, district: str, first: date, last: date, known_at: datetime, region_code: str
) -> Table:
    """The counts on the day before the period and on its last day, with what each means, as far as they are told."""
    before = await _question(first - timedelta(days=1), known_at, region_code)
    after = await _question(last, known_at, region_code)
    there = totals(await statistics(before, level=0))
    now = totals(await statistics(after, level=0))
    disclosure = disclosure_to(actor, after, district)
    rows: list[tuple[Cell, ...]] = [
        (label, getattr(there, name), getattr(now, name), getattr(now, name) - getattr(there, name))
        for name, label in _COUNTED
    ]
    if not (disclosure.shows(there) and disclosure.shows(now)):
        rows[-1] = (_COUNTED[-1][1], *(WITHHELD_HEALTH,) * 3)
    return Table(
        "Koperasi pada awal dan akhir masa laporan",
        (
            TableColumn("Angka"),
            TableColumn(f"{before.day:%d-%m-%Y}", _NUMBER),
            TableColumn(f"{after.day:%d-%m-%Y}", _NUMBER),
            TableColumn("Selisih", _NUMBER),
        ),
        tuple(rows),
        tuple(one.sentence for one in definitions(after)),
    )


async def prospects_table(first: datetime, until: datetime, region_code: str) -> Table:
    """Prospects noted in the period and what became of those that ended in it; `until` is no part of the period."""
    noted = await Prospect.filter(in_subtree(region_code), noted_at__gte=first, noted_at__lt=until).count()
    ended = Prospect.filter(in_subtree(region_code), ended_at__gte=first, ended_at__lt=until)
    return Table(
        "Calon koperasi",
        (TableColumn("Angka"), TableColumn("Jumlah", _NUMBER)),
        (
            ("Dicatat", noted),
            ("Menjadi tercatat", await ended.filter(state=ProspectState.CONVERTED).count()),
            ("Tidak dilanjutkan", await ended.filter(state=ProspectState.DROPPED).count()),
        ),
        ("Calon: koperasi yang diketahui ada, tetapi belum tercatat di registri.",),
    )


async def health_table(
    actor: Actor, district: str, first: datetime, until: datetime, known_at: datetime, region_code: str
) -> Table:
    """Results approved in the period, by predicate, as far as they are told."""
    approved = HealthAssessment.filter(
        in_subtree(region_code, "cooperative__region_id"),
        approved_at__gte=first,
        approved_at__lt=until,
        withdrawn_at__isnull=True,
    )
    counts = [await approved.filter(predicate=one).count() for one in HealthPredicate]
    question = await _question(until.date() - timedelta(days=1), known_at, region_code)
    is_told = disclosure_to(actor, question, district).tells(sum(counts))
    told: list[Cell] = list(counts) if is_told else [WITHHELD_HEALTH] * len(counts)
    return Table(
        "Penilaian kesehatan yang disahkan",
        (TableColumn("Predikat"), TableColumn("Jumlah", _NUMBER)),
        tuple((one.label, cell) for one, cell in zip(HealthPredicate, told, strict=True)),
        (
            "Hasil yang disahkan dalam masa laporan dan tidak ditarik; predikat menurut rubrik tiap penilaian.",
        ),
        ("Jumlah", sum(counts) if is_told else WITHHELD_HEALTH),
    )


async def _question(day: date, known_at: datetime, region_code: str) -> Question:
    return Question(day, known_at, await rule_book(day, known_at), region_code)
