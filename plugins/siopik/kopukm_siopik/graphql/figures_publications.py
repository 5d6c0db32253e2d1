"""`siopik.publicationCheck`: published figures, computed again."""

from typing import Annotated, Any

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_graphql.node import record_number
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_siopik.figures.models import FiguresPublication
from kopukm_siopik.figures.publishing import differences, question_of
from kopukm_siopik.figures.statistics import definitions
from kopukm_siopik.graphql.figures_types import FigureDefinition


@strawberry.type(description="Angka yang hari ini lain daripada saat diterbitkan.")
class FigureDifference:
    """One figure."""

    place: str = strawberry.field(description="Kode kecamatan, atau tahun dari deret pertumbuhan.")
    figure: str = strawberry.field(description="Nama angkanya.")
    published: int | None = strawberry.field(description="Seperti diterbitkan.")
    reproduced: int | None = strawberry.field(description="Hasil hitungan ulang.")


@strawberry.type(description="Hasil menghitung ulang sebuah terbitan menurut yang diketahui saat terbit.")
class PublicationCheck:
    """Whether the figures are reproduced."""

    is_equal: bool = strawberry.field(description="Semua angka sama seperti diterbitkan.")
    differences: list[FigureDifference] = strawberry.field(description="Yang lain; kosong bila sama.")
    definitions: list[FigureDefinition] = strawberry.field(description="Aturan yang dipakai terbitan ini.")


async def resolve_check(
    info: strawberry.Info[Any, Any],
    id: Annotated[strawberry.ID, strawberry.argument(description="Pengenal terbitan.")],  # noqa: A002
) -> PublicationCheck:
    """Compute the figures again."""
    publication = await FiguresPublication.get_or_none(id=record_number(id, "FiguresPublication"))
    if publication is None:
        raise BadInputError("Terbitan itu tidak ada.", remedy="Ambil pengenalnya dari publications.")
    found = await differences(publication)
    question = await question_of(publication)
    return PublicationCheck(
        is_equal=not found,
        differences=[
            FigureDifference(
                place=one.place, figure=one.figure, published=one.published, reproduced=one.reproduced
            )
            for one in found
        ],
        definitions=[FigureDefinition.of(one) for one in definitions(question)],
    )


PUBLICATION_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "publicationCheck",
        resolve_check,
        description="Menghitung ulang angka sebuah terbitan dan membandingkannya.",
    ),
)
