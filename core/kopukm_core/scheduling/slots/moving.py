"""Moving a booking to another seat: the new one taken and the old one freed, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.scheduling.slots.models import Booking, Slot
from kopukm_core.scheduling.slots.occupied import overlapped
from kopukm_core.scheduling.slots.seating import TAKEN, end_old_holds, give_back, take_slot

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def move(context: CommandContext, booking: Booking, slot: Slot) -> Booking:
    """Another seat for the same booking: the new one is taken and the old one freed, or nothing happens."""
    now = clock.now()
    # In the order of their numbers, so that two who change places do not wait for each other.
    for each in sorted((booking.slot_id, slot.id)):
        if each == slot.id:
            await take_slot(context, slot.id, booking.hold_until, now)
        else:
            await give_back(booking)
    await end_old_holds(slot, 0, now)
    if await overlapped(slot, besides=booking.id):
        context.refuse("slot_id", "SLOT_TAKEN", TAKEN)
    given = Parameters(dialect())
    columns = {
        "slot_id": slot.id,
        "bookable_id": slot.bookable_id,
        "service": slot.service,
        "region_code": slot.region_code,
        "round_key": slot.round_key,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "changed_at": now,
    }
    changed = ", ".join(f"{name} = {given.add(value)}" for name, value in columns.items())
    moved = await execute(
        f"UPDATE booking SET {changed}, sequence = sequence + 1 WHERE id = {given.add(booking.id)}"
        f" AND slot_id = {given.add(booking.slot_id)} AND state = {given.add(booking.state)}",
        given,
    )
    if not moved:
        context.refuse("booking_id", "BOOKING_CHANGED", "Pemesanan ini baru saja berubah. Muat ulang.")
    await context.audit("update", booking, {"slot_id": (booking.slot_id, slot.id)})
    return await Booking.get(id=booking.id)
