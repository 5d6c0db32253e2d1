"""Who was told as missing came after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.occupied import overlapped
from kopukm_core.scheduling.slots.seating import (
    TAKEN,
    end_old_holds,
    known_slot,
    refuse_second_seat,
    refuse_state,
    swap,
    take_slot,
)

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def take_back(context: CommandContext, booking: Booking) -> None:
    """Their seat again, if nobody has it yet and its time is not over."""
    now = clock.now()
    if booking.ends_at <= now:
        context.refuse("booking_id", "SLOT_PAST", "Waktu kursi ini sudah lewat. Beri nomor antrean.")
    slot = await known_slot(booking.slot_id)
    await take_slot(context, slot.id, None, now)
    await end_old_holds(slot, booking.client_id, now)
    if await overlapped(slot):
        context.refuse("slot_id", "SLOT_TAKEN", TAKEN)
    await refuse_second_seat(context, slot, booking.client_id)
    if not await swap(booking, (BookingState.NOSHOW,), BookingState.ARRIVED):
        refuse_state(context, await Booking.get(id=booking.id), booking)
