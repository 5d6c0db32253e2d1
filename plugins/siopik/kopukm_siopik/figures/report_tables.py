"""Figures as the tables of a report, with what they mean under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.papers.cells import moment_text
from kopukm_core.papers.report import Cell, ColumnKind, Table, TableColumn, Withheld
from kopukm_core.values import short_date
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.disclosure import Disclosure
from kopukm_siopik.figures.growth import GrowthPoint
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import Definition
from kopukm_siopik.figures.statistics import StatisticsRow, definitions, totals

NUMBER, PERCENT, TEXT, DATE = ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.TEXT, ColumnKind.DATE
UNKNOWN_PLACE = "Tempat tidak diketahui"
LONGEST_LIST = 10_000
"""Rows of a list that is printed."""


def columns(*told: tuple[str, ColumnKind]) -> tuple[TableColumn, ...]:
    """The columns of these labels and kinds."""
    return tuple(TableColumn(label, kind) for label, kind in told)


def sentences(told: Iterable[Definition]) -> tuple[str, ...]:
    """The definitions as they are printed."""
    return tuple(one.sentence for one in told)


def known_words(question: Question, time_zone: ZoneInfo) -> str:
    """When the figures were known, as a sentence."""
    moment = moment_text(question.known_at, time_zone)
    return f"Keadaan per {short_date(question.day)}, menurut data yang tercatat sampai {moment}."


NOT_ASSESSED = "belum dinilai"
"""Where no cooperative has a result, no share is invented."""

COUNTED: tuple[tuple[str, ColumnKind], ...] = (
    ("Tercatat", NUMBER),
    ("Aktif (dinyatakan)", NUMBER),
    ("Aktif (hitungan)", NUMBER),
    ("Bagian aktif (hitungan)", PERCENT),
    ("Belum RAT tahun ini", NUMBER),
    ("Sudah RAT", NUMBER),
    ("Dinilai", NUMBER),
    ("Sehat", NUMBER),
    ("Bagian sehat", PERCENT),
    ("Dibubarkan", NUMBER),
)


WITHHELD_HEALTH = Withheld(
    "Tidak ditampilkan: hasil pemeriksaan kesehatan tidak terbuka, dan di sini terlalu sedikit koperasi yang dinilai, "
    "atau angkanya dapat dihitung dari jumlahnya."
)


def counted_cells(counts: Counts, shown: bool = True) -> tuple[Cell, ...]:
    """The cells of COUNTED; those of health results are withheld where they are not `shown`."""
    return (
        counts.registered,
        counts.active_declared,
        counts.active_computed,
        percent(counts, counts.active_computed),
        counts.awaiting_meeting,
        counts.met,
        *(_health_cells(counts) if shown else (WITHHELD_HEALTH,) * 3),
        counts.dissolved,
    )


def _health_cells(counts: Counts) -> tuple[Cell, ...]:
    share = percent(counts, counts.healthy) if counts.assessed else NOT_ASSESSED
    return counts.assessed, counts.healthy, share


def percent(counts: Counts, count: int) -> float | None:
    """The share of the registered as percent, to two decimals."""
    share = counts.share(count)
    return None if share is None else round(share * 100, 2)


def statistics_table(
    question: Question,
    found: Sequence[StatisticsRow],
    names: dict[str, str],
    time_zone: ZoneInfo,
    told: Disclosure,
) -> Table:
    """Counts by region, as far as they are told."""
    shown = told.shown({row.region_code: row.counts for row in found})
    total = totals(found)
    return Table(
        f"Koperasi per wilayah, {short_date(question.day)}",
        columns(("Kode", TEXT), ("Wilayah", TEXT), *COUNTED),
        tuple(
            (
                row.region_code or "",
                names.get(row.region_code or "", UNKNOWN_PLACE),
                *counted_cells(row.counts, row.region_code in shown),
            )
            for row in found
        ),
        definitions=(known_words(question, time_zone), *sentences(definitions(question))),
        total=("", "Jumlah", *counted_cells(total, told.shows(total))),
    )


def growth_table(
    question: Question, points: Sequence[GrowthPoint], time_zone: ZoneInfo, told: Disclosure
) -> Table:
    """The series of growth, as far as it is told."""
    return Table(
        f"Pertumbuhan koperasi sampai {short_date(question.day)}",
        columns(("Sampai", DATE), ("Berdiri", NUMBER), ("Bubar", NUMBER), *COUNTED),
        tuple(
            (
                point.last_day,
                point.founded,
                point.dissolved,
                *counted_cells(point.counts, told.shows(point.counts)),
            )
            for point in points
        ),
        definitions=(
            known_words(question, time_zone),
            "Berdiri menurut tanggal badan hukum dan bubar menurut tanggal pembubaran di dalam tiap masa; "
            "angka lainnya per hari terakhirnya. Yang tanggalnya tidak tercatat tidak terhitung berdiri atau bubar, "
            "sehingga selisih Tercatat atau Dibubarkan dapat lain.",
            *sentences(definitions(question)),
        ),
    )


async def region_names(codes: Iterable[str | None]) -> dict[str, str]:
    """Code → name of these regions, in one statement."""
    parameters = Parameters(dialect())
    wanted = parameters.add_all(sorted({code for code in codes if code}))
    found = await rows(f"SELECT code, name FROM region WHERE code IN ({wanted})", parameters)
    return {row["code"]: row["name"] for row in found}
