"""`siopik.growth`: the series of founded, dissolved, active and healthy cooperatives, with what it means."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.growth import MOST_POINTS, Interval, growth, periods
from kopukm_siopik.figures.statistics import definitions
from kopukm_siopik.graphql.figures_arguments import AsOf, Counted, Healthy, KnownAt, Within, question_of
from kopukm_siopik.graphql.figures_types import CooperativeFigures, FigureDefinition

enum_definition(Interval, "Panjang satu titik deret.")


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
    choices: list[str] = strawberry.field(
        description="Yang dipilih penanya selain aturan: koperasi yang dihitung, predikat yang dihitung sehat."
    )
    points: list[GrowthPointType] = strawberry.field(description="Yang terdahulu dahulu.")


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
    counted: Counted = CountedCooperatives.ALL,
    healthy: Healthy = HealthyCounting.BY_RULE,
) -> CooperativeGrowth:
    """The series."""
    question = await question_of(info, as_of, known_at, within, counted, healthy)
    if since > question.day or since < periods(since, question.day, interval)[0][0]:
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
        choices=list(question.choices_told),
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


GROWTH_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "growth",
        resolve_growth,
        description="Pertumbuhan koperasi per tahun atau bulan: berdiri, bubar, aktif, sehat, tercatat.",
    ),
)
