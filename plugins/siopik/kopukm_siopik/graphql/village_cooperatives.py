"""Koperasi Merah Putih in the contract: outlets with their history, villages with a cooperative and without."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.errors import BadInputError
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.values import RegionCode
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import column, connection, source, to_many, to_one
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.report_tables import region_names
from kopukm_siopik.graphql.figures_arguments import LEVELS, AsOf, KnownAt, Within, question_of
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus
from kopukm_siopik.outlets.counting import MOST, VillageCounts, unserved_villages, village_counts
from kopukm_siopik.outlets.models import Outlet, OutletState
from kopukm_siopik.outlets.reports import DEFINITIONS

enum_definition(OutletKind, "Jenis gerai koperasi Merah Putih.")
enum_definition(OutletStatus, "Keadaan gerai.")


@source(
    Outlet,
    description="Gerai koperasi Merah Putih, sebagaimana diketahui sekarang.",
    filters=("kind", "status", "effective_on", "cooperative"),
    orders=("kind", "effective_on"),
)
class OutletSource:
    kind = column("Jenisnya.")
    name = column("Namanya; kosong bila satu-satunya yang sejenis.")
    status = column("Keadaannya.")
    effective_on = column("Sejak kapan keadaan itu.")
    recorded_at = column("Kapan dicatat.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya.")
    states = to_many(
        "OutletState",
        key="outlet_id",
        order=("-effective_on",),
        description="Riwayat keadaannya, terbaru dahulu.",
    )


@source(OutletState, description="Keadaan sebuah gerai sejak suatu hari.", orders=("effective_on",))
class OutletStateSource:
    status = column("Keadaannya.")
    effective_on = column("Sejak kapan.")
    note = column("Catatan; hanya terlihat oleh petugas dan koperasinya sendiri.")
    recorded_at = column("Kapan dicatat.")


@strawberry.type(description="Banyaknya gerai satu jenis dalam satu keadaan.")
class OutletCount:
    """One cell."""

    kind: OutletKind = strawberry.field(description="Jenis gerai.")
    status: OutletStatus = strawberry.field(description="Keadaannya.")
    count: int = strawberry.field(description="Banyaknya.")


@strawberry.type(description="Koperasi Merah Putih satu wilayah.")
class VillageFigures:
    """Counts of a region."""

    region_code: RegionCode | None = strawberry.field(
        description="Kode wilayah; null: tidak diketahui, atau jumlah."
    )
    region_name: str | None = strawberry.field(description="Nama wilayah.")
    villages: int = strawberry.field(description="Banyaknya desa dan kelurahan.")
    served: int = strawberry.field(description="Di antaranya sudah punya KDMP atau KKMP.")
    unserved: int = strawberry.field(description="Di antaranya belum punya.")
    unlinked: int = strawberry.field(description="KDMP atau KKMP yang desanya belum tercatat.")
    outlets: list[OutletCount] = strawberry.field(
        description="Gerai menurut jenis dan keadaan, tanpa yang nol."
    )


@strawberry.type(description="Koperasi Merah Putih per wilayah, dengan definisinya.")
class VillageCooperatives:
    """A table with what it means."""

    as_of: date = strawberry.field(description="Keadaan per tanggal.")
    known_at: datetime = strawberry.field(description="Menurut yang diketahui saat itu.")
    definitions: list[str] = strawberry.field(description="Arti angka-angkanya.")
    total: VillageFigures = strawberry.field(description="Semua baris bersama-sama.")
    rows: list[VillageFigures] = strawberry.field(description="Menurut kode wilayah.")


@strawberry.type(description="Desa atau kelurahan tanpa koperasi Merah Putih.")
class UnservedVillage:
    """One village."""

    region_code: RegionCode = strawberry.field(description="Kodenya.")
    name: str = strawberry.field(description="Namanya.")
    district_name: str | None = strawberry.field(description="Nama kecamatannya.")


async def resolve_villages(
    info: strawberry.Info[Any, Any],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    within: Within = None,
    level: Annotated[
        RegionLevel, strawberry.argument(description="Per kecamatan, desa, atau tingkat lain.")
    ] = RegionLevel.DISTRICT,
) -> VillageCooperatives:
    """The table."""
    question = await question_of(info, as_of, known_at, within)
    counted = await village_counts(question, LEVELS[level])
    names = await region_names(counted)
    total = VillageCounts()
    for one in counted.values():
        total.add(one)
    return VillageCooperatives(
        as_of=question.day,
        known_at=question.known_at,
        definitions=list(DEFINITIONS),
        total=_figures(None, None, total),
        rows=[_figures(code, names.get(code or ""), one) for code, one in counted.items()],
    )


async def resolve_unserved(
    info: strawberry.Info[Any, Any],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    within: Within = None,
    first: Annotated[int, strawberry.argument(description=f"Paling banyak sekian, sampai {MOST}.")] = 100,
    offset: Annotated[int, strawberry.argument(description="Lewati sekian yang pertama.")] = 0,
) -> list[UnservedVillage]:
    """The villages, in order of codes."""
    if not 0 <= first <= MOST or offset < 0:
        raise BadInputError(f"first harus 0 sampai {MOST}, dan offset tidak minus.")
    question = await question_of(info, as_of, known_at, within)
    return [
        UnservedVillage(region_code=RegionCode(one.code), name=one.name, district_name=one.district)
        for one in await unserved_villages(question, first, offset)
    ]


def _figures(code: str | None, name: str | None, counts: VillageCounts) -> VillageFigures:
    return VillageFigures(
        region_code=None if code is None else RegionCode(code),
        region_name=name,
        villages=counts.villages,
        served=counts.served,
        unserved=counts.unserved,
        unlinked=counts.unlinked,
        outlets=[
            OutletCount(kind=kind, status=status, count=counts.outlets[kind, status])
            for kind in OutletKind
            for status in OutletStatus
            if (kind, status) in counts.outlets
        ],
    )


VILLAGE_ROOTS: tuple[RootField, ...] = (
    connection("outlets", of="Outlet", description="Gerai koperasi Merah Putih."),
    handwritten(
        "villageCooperatives",
        resolve_villages,
        description="Desa dan kelurahan yang sudah dan belum punya koperasi Merah Putih, dan gerainya.",
    ),
    handwritten(
        "unservedVillages", resolve_unserved, description="Desa dan kelurahan tanpa koperasi Merah Putih."
    ),
)

VILLAGE_CONTRIBUTION = Contribution(
    types=(OutletSource, OutletStateSource),
    fields=(
        extend(
            "Cooperative",
            outlets=to_many(
                "Outlet", key="cooperative_id", order=("kind",), description="Gerai koperasi Merah Putih ini."
            ),
        ),
    ),
)
