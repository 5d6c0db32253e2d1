"""The office as it stands on a paper of a day: letterhead and who signs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry

from kopukm_core import clock
from kopukm_core.programmes import letterhead, official_on
from kopukm_core.programmes.signing import signed_as
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten


@strawberry.type(description="Dinas sebagaimana tertulis pada naskah bertanggal tertentu.")
class OfficeOnDay:
    """Letterhead and signature of a day."""

    name: str | None = strawberry.field(description="Nama dinas; kosong bila kop surat belum dicatat.")
    parent_name: str | None = strawberry.field(description="Baris di atas namanya.")
    address: str | None = strawberry.field(description="Alamat.")
    phone: str | None = strawberry.field(description="Telepon.")
    signed_by: str | None = strawberry.field(description="Yang menandatangani; kosong bila belum dicatat.")
    signed_as: str | None = strawberry.field(description='Jabatannya, misalnya "Plh. Kepala Dinas".')


async def office_on_day(
    info: strawberry.Info[Any, Any],
    day: Annotated[
        date | None, strawberry.argument(description="Tanggal naskah; kosong berarti hari ini.")
    ] = None,
) -> OfficeOnDay:
    """The letterhead of that day, and who signs."""
    asked = day or clock.today(context_of(info).settings.time_zone)
    head, official = await letterhead(asked), await official_on(asked)
    return OfficeOnDay(
        name=head.name if head else None,
        parent_name=(head.parent_name or None) if head else None,
        address=head.address if head else None,
        phone=(head.phone or None) if head else None,
        signed_by=official.name if official else None,
        signed_as=signed_as(official) if official else None,
    )


OFFICE_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "officeOnDay", office_on_day, description="Kop surat dan penanda tangan naskah bertanggal tertentu."
    ),
)
