"""The map of figures, with cooperatives as points, in the contract."""

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.values import RegionCode
from kopukm_graphql.node import global_id
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.mapping import figures_map
from kopukm_siopik.figures.points import MOST_SHOWN, cooperative_points
from kopukm_siopik.figures.statistics import definitions
from kopukm_siopik.graphql.figures_arguments import (
    LEVELS,
    AsOf,
    Counted,
    Healthy,
    KnownAt,
    Within,
    question_of,
)
from kopukm_siopik.graphql.figures_types import FigureDefinition


@strawberry.type(description="Peta angka koperasi.")
class FiguresMapType:
    """GeoJSON with figures as properties."""

    as_of: date = strawberry.field(description="Keadaan per tanggal.")
    definitions: list[FigureDefinition] = strawberry.field(description="Arti angka-angkanya.")
    choices: list[str] = strawberry.field(
        description="Yang dipilih penanya selain aturan: koperasi yang dihitung, predikat yang dihitung sehat."
    )
    has_outlines: bool = strawberry.field(
        description="Semua wilayah punya batas; bila tidak, gambar petak menurut column dan row."
    )
    sources: list[str] = strawberry.field(description="Sumber batas wilayah, untuk disebut di samping peta.")
    collection: JSON = strawberry.field(
        description="FeatureCollection GeoJSON: properties memuat kode, nama, petak, dan angka."
    )
    points: JSON | None = strawberry.field(
        description="FeatureCollection GeoJSON titik koperasi, bila `withPoints` diminta: nama dan statusnya."
    )
    unplaced: int | None = strawberry.field(
        description="Koperasi yang koordinatnya belum diketahui, bila `withPoints` diminta."
    )
    points_left_out: int | None = strawberry.field(
        description=f"Koperasi yang tidak ikut digambar karena lebih dari {MOST_SHOWN} titik."
    )


async def resolve_map(
    info: strawberry.Info[Any, Any],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    within: Within = None,
    level: Annotated[
        RegionLevel, strawberry.argument(description="Kecamatan atau desa.")
    ] = RegionLevel.DISTRICT,
    with_points: Annotated[bool, strawberry.argument(description="Sertakan koperasi sebagai titik.")] = False,
    counted: Counted = CountedCooperatives.ALL,
    healthy: Healthy = HealthyCounting.BY_RULE,
) -> FiguresMapType:
    """The map of the office's district unless another region is named."""
    region = within or RegionCode(context_of(info).settings.region_code)
    question = await question_of(info, as_of, known_at, region, counted, healthy)
    told = disclosure_to(context_of(info).actor, question, region, level=LEVELS[level])
    made = await figures_map(question, told, level=LEVELS[level])
    placed = await cooperative_points(question) if with_points else None
    ids = (
        {one.cooperative_id: global_id("Cooperative", one.cooperative_id) for one in placed.points}
        if placed
        else {}
    )
    return FiguresMapType(
        as_of=question.day,
        definitions=[FigureDefinition.of(one) for one in definitions(question)],
        choices=list(question.choices_told),
        has_outlines=made.has_outlines,
        sources=list(made.sources),
        collection=made.collection,  # type: ignore[arg-type]
        points=placed.collection(ids) if placed else None,  # type: ignore[arg-type]
        unplaced=placed.unplaced if placed else None,
        points_left_out=placed.left_out if placed else None,
    )


MAP_ROOTS: tuple[RootField, ...] = (handwritten("map", resolve_map, description="Angka koperasi pada peta."),)
