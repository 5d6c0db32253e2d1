"""Free seats: one statement over the index of what may be free."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.db.conversion import day_of, moment_of
from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.slots.free import free_seats
from kopukm_graphql.node import global_id
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten

MOST = 500


@strawberry.type(description="Sebuah kursi yang dapat diambil sekarang, atau yang sedang Anda tahan.")
class FreeSlot:
    """A seat to choose."""

    slot_id: strawberry.ID = strawberry.field(description="Nomor kursinya, untuk holdSlot dan bookSlot.")
    service: str = strawberry.field(description="Layanannya.")
    day: date = strawberry.field(description="Harinya.")
    starts_at: datetime = strawberry.field(description="Mulainya.")
    ends_at: datetime = strawberry.field(description="Selesainya.")
    expert: str = strawberry.field(description="Nama konsultannya.")
    place: str = strawberry.field(description="Tempatnya.")
    held_by_you: bool = strawberry.field(description="Sedang Anda tahan; pastikan sebelum waktunya habis.")


async def free_slots(
    info: strawberry.Info[Any, Any],
    service: Annotated[str, strawberry.argument(description="Layanannya.")],
    first_day: Annotated[date, strawberry.argument(description="Hari pertama.")],
    last_day: Annotated[date, strawberry.argument(description="Hari terakhir.")],
    region_code: Annotated[str | None, strawberry.argument(description="Hanya wilayah ini.")] = None,
    topic: Annotated[str | None, strawberry.argument(description="Hanya yang menguasai bidang ini.")] = None,
    first: Annotated[int, strawberry.argument(description="Paling banyak sekian.")] = 100,
) -> list[FreeSlot]:
    """Seats of the public, and of the invited for whom the caller acts, that nobody has; and those that they hold."""
    if not 1 <= first <= MOST:
        raise BadInputError(f"first: antara 1 dan {MOST}.")
    found = await free_seats(
        context_of(info).actor,
        service,
        first_day,
        last_day,
        region_code=region_code,
        topic=topic,
        most=first,
    )
    return [
        FreeSlot(
            slot_id=strawberry.ID(global_id("Slot", row["id"])),
            service=row["service"],
            day=day_of(row["day"]),
            starts_at=moment_of(row["starts_at"]),
            ends_at=moment_of(row["ends_at"]),
            expert=row["title"],
            place=row["place"],
            held_by_you=bool(row["held"]),
        )
        for row in found
    ]


FREE_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "freeSlots",
        free_slots,
        description="Kursi umum yang bebas, menurut waktu; juga kursi undangan Anda dan yang sedang Anda tahan.",
    ),
)
