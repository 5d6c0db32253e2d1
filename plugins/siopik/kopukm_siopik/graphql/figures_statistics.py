"""`siopik.statistics` and `siopik.growth`: counts as of any day, known at any moment, with what they mean."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.values import RegionCode
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.growth import MOST_POINTS, Interval, growth, periods
from kopukm_siopik.figures.report_tables import region_names
from kopukm_siopik.figures.statistics import Counts, definitions, statistics, totals
from kopukm_siopik.graphql.figures_types import (
    CooperativeFigures,
    FigureDefinition,
    question_of,
    require_reports,
)

enum_definition(StatisticsCategory, "Kategori hitungan koperasi.")
enum_definition(Interval, "Panjang satu titik deret.")

LEVELS = {RegionLevel.PROVINCE: 2, RegionLevel.REGENCY: 5, RegionLevel.DISTRICT: 8, RegionLevel.VILLAGE: 13}

AsOf = Annotated[date | None, strawberry.argument(description="Keadaan per tanggal ini; kosong: hari ini.")]
KnownAt = Annotated[
    datetime | None, strawberry.argument(description="Menurut yang diketahui saat itu; kosong: sekarang.")
]
Within = Annotated[RegionCode | None, strawberry.argument(description="Hanya di dalam wilayah ini.")]


@strawberry.type(description="Angka satu wilayah, dan satu kategori bila diminta.")
class StatisticsRow:
    """One row of a table."""

    region_code: RegionCode | None = strawberry.field(
        description="Kode wilayah; null: tempatnya tidak diketahui."
    )
    region_name: str | None = strawberry.field(description="Nama wilayah.")
    category: str | None = strawberry.field(description="Nilai kategorinya, bila `by` diminta.")
    category_label: str | None = strawberry.field(description="Kategori dalam kata-kata.")
    figures: CooperativeFigures = strawberry.field(description="Angkanya.")
    compared: CooperativeFigures | None = strawberry.field(
        description="Angka pada tanggal pembanding, bila `comparedWith` diminta."
    )


@strawberry.type(description="Statistik koperasi dengan definisinya.")
class CooperativeStatistics:
    """A table with what it means."""

    as_of: date = strawberry.field(description="Keadaan per tanggal.")
    known_at: datetime = strawberry.field(description="Menurut yang diketahui saat itu.")
    compared_with: date | None = strawberry.field(description="Tanggal pembanding.")
    definitions: list[FigureDefinition] = strawberry.field(description="Arti angka-angkanya.")
    total: CooperativeFigures = strawberry.field(description="Semua baris bersama-sama.")
    compared_total: CooperativeFigures | None = strawberry.field(
        description="Jumlah pada tanggal pembanding."
    )
    rows: list[StatisticsRow] = strawberry.field(description="Menurut kode wilayah.")


@strawberry.type(description="Satu tahun atau bulan pertumbuhan.")
class GrowthPointType:
    """A point of the series."""

    first_day: date = strawberry.field(description="Hari pertama.")
    last_day: date = strawberry.field(description="Hari terakhir: angkanya per hari ini.")
    founded: int = strawberry.field(description="Berdiri di dalamnya, menurut tanggal badan hukum.")
    dissolved: int = strawberry.field(description="Bubar di dalamnya.")
    registered_growth: int | None = strawberry.field(
        description="Selisih yang tercatat dengan titik sebelumnya; null pada titik pertama."
    )
    figures: CooperativeFigures = strawberry.field(description="Angka pada hari terakhir.")


@strawberry.type(description="Deret pertumbuhan koperasi dengan definisinya.")
class CooperativeGrowth:
    """A series with what it means."""

    as_of: date = strawberry.field(description="Keadaan per tanggal.")
    known_at: datetime = strawberry.field(description="Menurut yang diketahui saat itu.")
    definitions: list[FigureDefinition] = strawberry.field(description="Arti angka-angkanya.")
    points: list[GrowthPointType] = strawberry.field(description="Yang terdahulu dahulu.")


async def resolve_statistics(
    info: strawberry.Info[Any, Any],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    compared_with: Annotated[
        date | None, strawberry.argument(description="Tanggal pembanding, untuk pertumbuhan.")
    ] = None,
    within: Within = None,
    level: Annotated[
        RegionLevel, strawberry.argument(description="Per kecamatan, desa, atau tingkat lain.")
    ] = RegionLevel.DISTRICT,
    by: Annotated[
        StatisticsCategory | None,
        strawberry.argument(description="Dipecah menurut kategori; yang keuangan hanya bagi petugas."),
    ] = None,
) -> CooperativeStatistics:
    """The table; two statements for the figures where a day is compared with."""
    if by is not None and by.is_financial:
        require_reports(info, within or "", level)
    question = await question_of(info, as_of, known_at, within)
    found = await statistics(question, level=LEVELS[level], by=by)
    former: dict[tuple[str | None, str | None], Counts] = {}
    if compared_with is not None:
        if compared_with > question.day:
            raise BadInputError("Tanggal pembanding sesudah tanggal angka.", remedy="Pilih yang lebih awal.")
        past = await statistics(replace(question, day=compared_with), level=LEVELS[level], by=by)
        former = {(row.region_code, row.category): row.counts for row in past}
    present = {(row.region_code, row.category): row.counts for row in found}
    keys = sorted({*present, *former}, key=lambda key: (key[0] or "~", key[1] or "~"))
    names = await region_names([code for code, _ in keys])
    none = Counts()
    actor, district = context_of(info).actor, context_of(info).settings.region_code
    told = disclosure_to(actor, question, district, level=LEVELS[level], is_split=by is not None)
    shown = told.shown({key: present.get(key, none) for key in keys})
    shown_before = told.shown({key: former.get(key, none) for key in keys})
    total, past_total = totals(found), sum(former.values(), none)
    return CooperativeStatistics(
        as_of=question.day,
        known_at=question.known_at,
        compared_with=compared_with,
        definitions=[FigureDefinition.of(one) for one in definitions(question, by)],
        total=CooperativeFigures.of(total, told.shows(total)),
        compared_total=CooperativeFigures.of(past_total, told.shows(past_total)) if compared_with else None,
        rows=[
            StatisticsRow(
                region_code=None if code is None else RegionCode(code),
                region_name=None if code is None else names.get(code),
                category=category,
                category_label=None if by is None else by.words(category),
                figures=CooperativeFigures.of(present.get((code, category), none), (code, category) in shown),
                compared=CooperativeFigures.of(
                    former.get((code, category), none), (code, category) in shown_before
                )
                if compared_with
                else None,
            )
            for code, category in keys
        ],
    )


async def resolve_growth(
    info: strawberry.Info[Any, Any],
    since: Annotated[
        date, strawberry.argument(description="Sejak tahun atau bulan yang memuat tanggal ini.")
    ],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    within: Within = None,
    interval: Annotated[
        Interval, strawberry.argument(description="Per tahun atau per bulan.")
    ] = Interval.YEAR,
) -> CooperativeGrowth:
    """The series."""
    question = await question_of(info, as_of, known_at, within)
    if since > question.day or len(periods(since, question.day, interval)) > MOST_POINTS:
        raise BadInputError(
            f"Deret paling panjang {MOST_POINTS} titik dan berakhir pada tanggal angka.",
            remedy="Pilih awal yang lebih dekat, atau per tahun.",
        )
    points = await growth(question, since, interval)
    told = disclosure_to(context_of(info).actor, question, context_of(info).settings.region_code)
    before = [None, *(point.counts.registered for point in points)]
    return CooperativeGrowth(
        as_of=question.day,
        known_at=question.known_at,
        definitions=[FigureDefinition.of(one) for one in definitions(question)],
        points=[
            GrowthPointType(
                first_day=point.first_day,
                last_day=point.last_day,
                founded=point.founded,
                dissolved=point.dissolved,
                registered_growth=None if former is None else point.counts.registered - former,
                figures=CooperativeFigures.of(point.counts, told.shows(point.counts)),
            )
            for former, point in zip(before, points, strict=False)
        ],
    )


STATISTICS_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "statistics",
        resolve_statistics,
        description="Banyaknya koperasi per wilayah pada hari mana pun, dengan definisi tiap angka.",
    ),
    handwritten(
        "growth",
        resolve_growth,
        description="Pertumbuhan koperasi per tahun atau bulan: berdiri, bubar, aktif, sehat, tercatat.",
    ),
)
