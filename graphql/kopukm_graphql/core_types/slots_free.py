"""Free seats, fast: one statement over the index of what may be free, whether or not ended holds were swept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.slots.occupied import occupied
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
    """Seats of the public that nobody has, and those that the caller holds."""
    if not 1 <= first <= MOST:
        raise BadInputError(f"first: antara 1 dan {MOST}.")
    given = Parameters(dialect())
    now, holder = given.add(clock.now()), given.add(context_of(info).actor.key)
    held = (
        f"EXISTS (SELECT 1 FROM booking b WHERE b.slot_id = s.id AND b.state = 'held' AND b.holder = {holder}"
        f" AND {holder} <> 'anonymous' AND b.hold_until > {now})"
    )
    takable = f"s.quota = 'public' AND (s.state = 'free' OR s.held_until <= {now}) AND NOT {occupied('s', now)}"
    chosen = [
        f"s.service = {given.add(service)}",
        "s.state IN ('free', 'held')",
        f"s.starts_at > {now}",
        f"s.day >= {given.add(first_day)}",
        f"s.day <= {given.add(last_day)}",
        f"(({takable}) OR {held})",
    ]
    if region_code:
        chosen.append(f"s.region_code = {given.add(region_code)}")
    if topic:
        chosen.append(
            "EXISTS (SELECT 1 FROM bookable_expertise e WHERE e.bookable_id = s.bookable_id"
            f" AND e.field = {given.add(topic)})"
        )
    found = await rows(
        "SELECT s.id, s.service, s.day, s.starts_at, s.ends_at, k.title, k.place,"
        f" CASE WHEN {held} THEN 1 ELSE 0 END AS held FROM slot s JOIN bookable k ON k.id = s.bookable_id"
        f" WHERE {' AND '.join(chosen)} ORDER BY s.starts_at, s.id LIMIT {given.add(first)}",
        given,
    )
    return [
        FreeSlot(
            slot_id=strawberry.ID(global_id("Slot", row["id"])),
            service=row["service"],
            day=_day(row["day"]),
            starts_at=_moment(row["starts_at"]),
            ends_at=_moment(row["ends_at"]),
            expert=row["title"],
            place=row["place"],
            held_by_you=bool(row["held"]),
        )
        for row in found
    ]


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


FREE_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "freeSlots",
        free_slots,
        description="Kursi umum yang bebas sekarang, menurut waktu, beserta yang sedang Anda tahan.",
    ),
)
