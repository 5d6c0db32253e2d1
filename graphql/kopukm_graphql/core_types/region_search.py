"""`searchRegions`: the regions that a person's words may mean."""

from typing import Annotated

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_core.regions import search
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.regions.search_index import Match
from kopukm_core.values import Choice, RegionCode
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition

LONGEST_TEXT = 200


class RegionMatchKind(Choice):
    """How well a name answers what was sought."""

    WHOLE = "whole", "Seluruh nama sama"
    BEGINNING = "beginning", "Nama berawalan kata itu"
    PART = "part", "Nama memuat kata itu"
    ONE_SLIP = "one_slip", "Berbeda satu huruf"


enum_definition(RegionMatchKind, "Seberapa tepat nama wilayah menjawab pencarian.")
enum_definition(RegionLevel, "Tingkat wilayah.")

_KINDS = {
    Match.WHOLE: RegionMatchKind.WHOLE,
    Match.BEGINNING: RegionMatchKind.BEGINNING,
    Match.PART: RegionMatchKind.PART,
    Match.ONE_SLIP: RegionMatchKind.ONE_SLIP,
}


@strawberry.type(description="Satu wilayah yang mungkin dimaksud oleh kata pencarian.")
class RegionMatch:
    """A region found; its row hangs below as `region`."""

    code: RegionCode = strawberry.field(description="Kode wilayah yang ditemukan.")
    path: str = strawberry.field(
        description="Nama wilayah dengan yang di atasnya: Tajur, Citeureup, Kabupaten Bogor."
    )
    match: RegionMatchKind = strawberry.field(description="Seberapa tepat.")


async def search_regions(
    text: Annotated[
        str,
        strawberry.argument(
            description="Nama, kode, atau kode pos; boleh dengan tempatnya: Desa Tajur Kec. Citeureup."
        ),
    ],
    within: Annotated[
        RegionCode | None,
        strawberry.argument(
            description="Cari di dalam wilayah ini; bila kosong, di semua wilayah yang dimuat."
        ),
    ] = strawberry.UNSET,
    level: Annotated[
        RegionLevel | None, strawberry.argument(description="Hanya tingkat ini.")
    ] = strawberry.UNSET,
    first: Annotated[int, strawberry.argument(description="Paling banyak sekian, sampai 100.")] = 20,
) -> list[RegionMatch]:
    """The best answers first."""
    if len(text) > LONGEST_TEXT:
        raise BadInputError(f"Kata pencarian paling panjang {LONGEST_TEXT} huruf.")
    if not 0 <= first <= search.MAXIMUM_LIMIT:
        raise BadInputError(f"first harus 0 sampai {search.MAXIMUM_LIMIT}.")
    found = await search.search_regions(text, within=within or "", level=level or None, limit=first)
    return [
        RegionMatch(code=RegionCode(each.code), path=each.path, match=_KINDS[each.match]) for each in found
    ]


REGION_SEARCH: RootField = handwritten(
    "searchRegions",
    search_regions,
    description="Wilayah yang mungkin dimaksud, yang paling tepat dahulu; alias dan salah tulis dimengerti.",
)
