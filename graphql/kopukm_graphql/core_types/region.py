"""Regions in the contract: the tree of provinces, districts and villages, with indicative outlines."""

import asyncio
from typing import Annotated, Any

import orjson
import strawberry
from strawberry.scalars import JSON

from kopukm_core.regions import models
from kopukm_core.regions.codes import ancestors_of
from kopukm_graphql.core_types.boundary_loading import boundary_loader
from kopukm_graphql.row import Row
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, connection_to, resolved, to_one
from kopukm_graphql.source.one import rows_loader
from kopukm_graphql.source.places import context_of, raw_info
from kopukm_graphql.source.roots import RootField, connection, lookup


@source(
    models.RegionBoundary,
    description="Garis batas satu wilayah. Indikatif: untuk peta, bukan batas menurut hukum.",
)
class RegionBoundary:
    """An outline with where it comes from."""

    simplified = column("Apakah garisnya sudah disederhanakan untuk layar kecil.")
    source = column("Asal data, untuk dicantumkan pada peta.")
    licence = column("Lisensi data, untuk dicantumkan pada peta.")
    loaded_at = column("Waktu data ini dimuat.")
    region = to_one("Region", key="region_id", description="Wilayah yang dibatasi.")

    @computed(
        columns=("geometry",),
        description="Geometri GeoJSON (Polygon atau MultiPolygon): bujur dan lintang dalam derajat, WGS 84.",
    )
    def geometry(geometry: str) -> JSON:
        outline: JSON = orjson.loads(geometry)
        return outline


@source(
    models.Region,
    description="Wilayah administrasi menurut kode Kemendagri: provinsi, kabupaten atau kota, kecamatan, "
    "desa atau kelurahan.",
    filters=("code", "level", "kind", "postal_code", "parent"),
    orders=(Order("code", "code", "Menurut kode."), Order("name", "sort_key", "Menurut abjad nama.")),
    search=("search_text",),
    default_order=("code",),
)
class Region:
    """A region with those above and below it."""

    code = column("Kode Kemendagri bertitik; wilayah di dalamnya berawalan kode ini.")
    name = column("Nama resmi; untuk kabupaten dan kota termasuk kata itu.")
    level = column("Tingkat wilayah.")
    kind = column("Jenis wilayah menurut hukum.")
    postal_code = column("Kode pos desa atau kelurahan; kosong untuk tingkat lain.")
    latitude = column("Lintang titik tengah dalam derajat; kosong bila batasnya belum dimuat.")
    longitude = column("Bujur titik tengah dalam derajat; kosong bila batasnya belum dimuat.")
    vanished_at = column(
        "Waktu diketahui bahwa kode ini tidak ada lagi dalam data Kemendagri; kosong bila berlaku."
    )
    parent = to_one(
        "Region", key="parent_id", description="Wilayah setingkat di atasnya; kosong untuk provinsi."
    )
    children = connection_to(
        "Region",
        key="parent_id",
        where={"vanished_at": None},
        description="Wilayah setingkat di bawahnya yang dimuat.",
    )

    @resolved(columns=("code",), description="Wilayah-wilayah di atasnya, dari provinsi ke bawah.")
    async def ancestors(
        root: strawberry.Parent[Any], info: strawberry.Info
    ) -> list[Annotated["Region", strawberry.lazy("kopukm_graphql.core_types.region")]]:
        catalog: Any = info.schema.catalog  # type: ignore[attr-defined]
        loader = rows_loader(catalog, catalog["Region"], "code", context_of(info), raw_info(info))
        found: list[Row | None] = await asyncio.gather(
            *(loader.load(code) for code in ancestors_of(root["code"]))
        )
        return [row for row in found if row is not None]  # type: ignore[misc]

    @resolved(columns=("code",), description="Garis batas indikatif; kosong bila belum dimuat.")
    async def boundary(
        root: strawberry.Parent[Any],
        info: strawberry.Info,
        simplified: Annotated[
            bool, strawberry.argument(description="Minta garis yang sudah disederhanakan.")
        ] = False,
    ) -> RegionBoundary | None:
        loader = boundary_loader(info, simplified)
        found: RegionBoundary | None = await loader.load(root["code"])
        return found


REGION_ROOTS: tuple[RootField, ...] = (
    lookup("region", of="Region", by=("code",), description="Satu wilayah menurut kodenya."),
    connection(
        "regions",
        of="Region",
        where={"vanished_at": None},
        description="Wilayah yang dimuat dan masih berlaku.",
    ),
)
