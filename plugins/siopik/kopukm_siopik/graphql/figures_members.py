"""`siopik.categoryMembers`: the cooperatives behind one cell of the statistics."""

from typing import Annotated, Any

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.values import RegionCode
from kopukm_graphql.node import global_id
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.choices import ComputedStatus, CountedCooperatives
from kopukm_siopik.figures.members import MOST, members
from kopukm_siopik.graphql.figures_arguments import AsOf, Counted, KnownAt, Within, question_of
from kopukm_siopik.graphql.figures_types import require_health, require_reports


@strawberry.type(description="Satu koperasi dalam sebuah kategori, seperti keadaannya pada hari itu.")
class CategoryMember:
    """A row of the list."""

    cooperative_id: strawberry.ID = strawberry.field(description="Pengenal koperasinya.")
    name: str = strawberry.field(description="Namanya pada hari itu.")
    region_code: RegionCode | None = strawberry.field(description="Kode wilayahnya pada hari itu.")
    status: ComputedStatus = strawberry.field(description="Status yang berlaku pada hari itu.")


async def resolve_members(
    info: strawberry.Info[Any, Any],
    by: Annotated[StatisticsCategory, strawberry.argument(description="Kategorinya.")],
    value: Annotated[
        str | None,
        strawberry.argument(description="Nilainya seperti `category` pada statistik; null: tanpa nilai."),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    within: Within = None,
    counted: Counted = CountedCooperatives.ALL,
    first: Annotated[int, strawberry.argument(description=f"Paling banyak sekian, sampai {MOST}.")] = 100,
    offset: Annotated[int, strawberry.argument(description="Lewati sekian yang pertama.")] = 0,
) -> list[CategoryMember]:
    """The list, for those who may know the value of a single cooperative."""
    if not 0 <= first <= MOST or offset < 0:
        raise BadInputError(f"first harus 0 sampai {MOST}, dan offset tidak minus.")
    if by.is_financial:
        require_reports(info, within or "", RegionLevel.VILLAGE)
    if by is StatisticsCategory.HEALTH:
        require_health(info, within or "")
    question = await question_of(info, as_of, known_at, within, counted)
    return [
        CategoryMember(
            cooperative_id=strawberry.ID(global_id("Cooperative", one.cooperative_id)),
            name=one.name,
            region_code=None if one.region_code is None else RegionCode(one.region_code),
            status=one.status,
        )
        for one in await members(question, by, value, first, offset)
    ]


MEMBER_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "categoryMembers",
        resolve_members,
        description="Koperasi tercatat di balik satu angka statistik, pada hari mana pun, menurut abjad.",
    ),
)
