"""`siopik.statistics`: counts by region as of any day, known at any moment, with what they mean."""

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
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.report_tables import region_names
from kopukm_siopik.figures.statistics import definitions, statistics, totals
from kopukm_siopik.graphql.figures_arguments import (
    LEVELS,
    AsOf,
    Counted,
    Healthy,
    KnownAt,
    Within,
    check_not_too_early,
    question_of,
)
from kopukm_siopik.graphql.figures_types import (
    CooperativeFigures,
    FigureDefinition,
    require_health,
    require_reports,
)

enum_definition(StatisticsCategory, "Kategori hitungan koperasi.")


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
    choices: list[str] = strawberry.field(
        description="Yang dipilih penanya selain aturan: koperasi yang dihitung, predikat yang dihitung sehat."
    )
    total: CooperativeFigures = strawberry.field(description="Semua baris bersama-sama.")
    compared_total: CooperativeFigures | None = strawberry.field(
        description="Jumlah pada tanggal pembanding."
    )
    rows: list[StatisticsRow] = strawberry.field(description="Menurut kode wilayah.")


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
        strawberry.argument(
            description="Dipecah menurut kategori; keuangan dan kesehatan hanya bagi yang berizin."
        ),
    ] = None,
    counted: Counted = CountedCooperatives.ALL,
    healthy: Healthy = HealthyCounting.BY_RULE,
) -> CooperativeStatistics:
    """The table; two statements for the figures where a day is compared with."""
    if by is not None and by.is_financial:
        require_reports(info, within or "", level)
    if by is StatisticsCategory.HEALTH:
        require_health(info, within or "")
    question = await question_of(info, as_of, known_at, within, counted, healthy)
    found = await statistics(question, level=LEVELS[level], by=by)
    former: dict[tuple[str | None, str | None], Counts] = {}
    if compared_with is not None:
        if compared_with > question.day:
            raise BadInputError("Tanggal pembanding sesudah tanggal angka.", remedy="Pilih yang lebih awal.")
        check_not_too_early(compared_with)
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
        choices=list(question.choices_told),
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


STATISTICS_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "statistics",
        resolve_statistics,
        description="Banyaknya koperasi per wilayah pada hari mana pun, dengan definisi tiap angka.",
    ),
)
