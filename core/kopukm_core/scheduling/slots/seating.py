"""Taking, confirming, moving and giving back a seat: compare-and-swap on the slot first, then the booking.

Every path locks the slot's row before the booking's, so that two of them never wait for each other. The partial unique
indexes and the exclusion of overlaps are the last word: an insert that they refuse stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.models import (
    LIVING,
    Booking,
    BookingKind,
    BookingState,
    Slot,
    SlotState,
)
from kopukm_core.scheduling.slots.occupied import overlapped

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext

TAKEN = "Kursi itu sudah diambil orang lain. Pilih kursi lain yang masih bebas."
CLOSED = "Kursi itu ditutup. Pilih kursi lain."
HAS_SEAT = "Klien ini sudah mempunyai kursi pada putaran ini. Pindahkan atau batalkan dahulu kursi itu."


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a seat, and how."""

    client_id: int
    kind: BookingKind
    state: BookingState = BookingState.BOOKED
    hold_until: datetime | None = None
    topic: str = ""


async def known_slot(slot_id: int) -> Slot:
    """The slot; NotFoundError where there is none."""
    slot = await Slot.get_or_none(id=slot_id)
    if slot is None:
        raise NotFoundError("Kursi itu tidak ada.")
    return slot


async def take(context: CommandContext, slot: Slot, taker: Taker) -> Booking:
    """Take the seat for the client, or refuse in words; in the command's transaction."""
    now = clock.now()
    await take_slot(context, slot.id, taker.hold_until, now)
    await end_old_holds(slot, taker.client_id, now)
    booking_id = await _insert(context, slot, taker, now)
    if booking_id is None:
        await refuse_second_seat(context, slot, taker.client_id)
        context.refuse("slot_id", "SLOT_TAKEN", TAKEN)
    booking = await Booking.get(id=booking_id)
    await context.audit("create", booking)
    return booking


async def take_slot(context: CommandContext, slot_id: int, until: datetime | None, now: datetime) -> None:
    """Swap the slot from free, or from a hold that has ended, to the new state."""
    given = Parameters(dialect())
    state = SlotState.HELD if until is not None else SlotState.BOOKED
    changed = await execute(
        f"UPDATE slot SET state = {given.add(state)}, held_until = {given.add(until)}"
        f" WHERE id = {given.add(slot_id)}"
        f" AND (state = 'free' OR (state = 'held' AND held_until <= {given.add(now)}))",
        given,
    )
    if not changed:
        slot = await Slot.get(id=slot_id)
        if slot.state is SlotState.CLOSED:
            context.refuse("slot_id", "SLOT_CLOSED", CLOSED)
        context.refuse("slot_id", "SLOT_TAKEN", TAKEN)


async def end_old_holds(slot: Slot, client_id: int, now: datetime) -> None:
    """Holds that have ended make room in the indexes, whether or not they were swept."""
    given = Parameters(dialect())
    moment = given.add(now)
    await execute(
        f"UPDATE booking SET state = 'expired', changed_at = {moment}, sequence = sequence + 1"
        f" WHERE state = 'held' AND hold_until <= {moment} AND ("
        f"(bookable_id = {given.add(slot.bookable_id)}"
        f" AND starts_at < {given.add(slot.ends_at)} AND ends_at > {given.add(slot.starts_at)})"
        f" OR (client_id = {given.add(client_id)} AND round_key = {given.add(slot.round_key)}))",
        given,
    )


async def _insert(context: CommandContext, slot: Slot, taker: Taker, now: datetime) -> int | None:
    """The new booking's number; None where an index or an overlap refused it."""
    if await overlapped(slot):
        return None
    found = await insert_bookings([booking_row(context, slot, taker, now)])
    return found[0] if found else None


def booking_row(context: CommandContext, slot: Slot, taker: Taker, now: datetime) -> dict[str, object]:
    """The columns of the booking by which the taker has the slot."""
    return {
        "slot_id": slot.id,
        "bookable_id": slot.bookable_id,
        "client_id": taker.client_id,
        "programme": slot.programme,
        "service": slot.service,
        "region_code": slot.region_code,
        "round_key": slot.round_key,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "kind": taker.kind,
        "state": taker.state,
        "topic": taker.topic,
        "holder": context.actor.key,
        "hold_until": taker.hold_until,
        "made_at": now,
        "changed_at": now,
        "reason": "",
        "sequence": 0,
    }


async def insert_bookings(made: Sequence[Mapping[str, object]]) -> list[int]:
    """The numbers of those that no index refused."""
    given = Parameters(dialect())
    values = ", ".join(f"({given.add_all(row.values())})" for row in made)
    found = await rows(
        f"INSERT INTO booking ({', '.join(made[0])}) VALUES {values} ON CONFLICT DO NOTHING RETURNING id",
        given,
    )
    return [int(row["id"]) for row in found]


async def refuse_second_seat(context: CommandContext, slot: Slot, client_id: int) -> None:
    """Refuse where the client has a living booking in the slot's round."""
    if await Booking.exists(client_id=client_id, round_key=slot.round_key, state__in=list(LIVING)):
        context.refuse("client_id", "CLIENT_HAS_SEAT", HAS_SEAT)


async def confirm(context: CommandContext, booking: Booking) -> Booking:
    """Make a living hold a booking, slot and booking together; refuse where it ended meanwhile."""
    given = Parameters(dialect())
    slots = await execute(
        f"UPDATE slot SET state = 'booked', held_until = NULL WHERE id = {given.add(booking.slot_id)}"
        f" AND state = 'held' AND held_until = {given.add(booking.hold_until)}"
        f" AND held_until > {given.add(clock.now())}",
        given,
    )
    if not slots or not await swap(booking, (BookingState.HELD,), BookingState.BOOKED):
        context.refuse("booking_id", "HOLD_ENDED", "Waktu menahan kursi sudah habis. Pilih kursi lagi.")
    await context.audit("update", booking, {"state": (BookingState.HELD, BookingState.BOOKED)})
    return await Booking.get(id=booking.id)


async def swap(
    booking: Booking, before: tuple[BookingState, ...], after: BookingState, reason: str = ""
) -> bool:
    """Move the booking on, if it still is in one of these states, and in the seat in which it was read."""
    given = Parameters(dialect())
    changed = await execute(
        f"UPDATE booking SET state = {given.add(after)}, hold_until = NULL, reason = {given.add(reason)},"
        f" changed_at = {given.add(clock.now())}, sequence = sequence + 1"
        f" WHERE id = {given.add(booking.id)} AND slot_id = {given.add(booking.slot_id)}"
        f" AND state IN ({given.add_all(before)})",
        given,
    )
    return bool(changed)


async def give_back(booking: Booking) -> None:
    """Free the slot of a booking that is to end; a closed one stays closed. Call it before the booking is swapped."""
    given = Parameters(dialect())
    await execute(
        f"UPDATE slot SET state = 'free', held_until = NULL WHERE id = {given.add(booking.slot_id)}"
        " AND state IN ('held', 'booked')",
        given,
    )


def refuse_state(context: CommandContext, booking: Booking, read: Booking | None = None) -> NoReturn:
    """Refuse because of how far the booking is already, or because it left the seat in which it was `read`."""
    if read is not None and read.slot_id != booking.slot_id:
        context.refuse("booking_id", "BOOKING_CHANGED", "Pemesanan ini baru saja berubah. Muat ulang.")
    context.refuse(
        "booking_id", "WRONG_STATE", f"Pemesanan ini sudah berstatus: {booking.state.label.lower()}."
    )
