"""Closing seats of somebody who is not there: free ones close, booked clients are told and wait again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import AvailabilityException, Bookable
from kopukm_core.scheduling.slots.generating import stretch
from kopukm_core.scheduling.slots.models import Booking, BookingState, Slot, SlotState
from kopukm_core.scheduling.slots.seating import swap
from kopukm_core.scheduling.slots.telling import CANCELLED, tell_board, tell_client, tell_slots

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def close_times(
    context: CommandContext,
    bookable: Bookable,
    now: datetime,
    absence: AvailabilityException | None,
    reason: str,
) -> None:
    """Close the bookable's coming slots that the absence touches, all of them where it is None."""
    coming = Slot.filter(bookable_id=bookable.id, starts_at__gt=now)
    if absence is not None:
        coming = coming.filter(day__gte=absence.first_day, day__lte=absence.last_day)
    zone = context.settings.time_zone
    for slot in await coming.select_for_update().order_by("id"):
        if absence is not None:
            begins, ends = stretch(absence)
            if not (
                slot.starts_at.astimezone(zone).time() < ends
                and begins < slot.ends_at.astimezone(zone).time()
            ):
                continue
        was = slot.state
        slot.state, slot.held_until, slot.closed_because = SlotState.CLOSED, None, reason[:300]
        await slot.save(update_fields=["state", "held_until", "closed_because"])
        await context.audit("update", slot, {"state": (was, SlotState.CLOSED)})
        await _cancel(context, slot, reason)
    await tell_slots(context, None, bookable.region_code)


async def _cancel(context: CommandContext, slot: Slot, reason: str) -> None:
    open_states = (BookingState.HELD, BookingState.BOOKED)
    for booking in await Booking.filter(slot_id=slot.id, state__in=list(open_states)):
        if not await swap(booking, open_states, BookingState.CANCELLED, reason[:300]):
            continue
        await context.audit("update", booking, {"state": (booking.state, BookingState.CANCELLED)})
        await SeatRequest.filter(booking_id=booking.id).update(state=RequestState.WAITING, booking_id=None)
        cancelled = await Booking.get(id=booking.id)
        await tell_client(cancelled, CANCELLED, reason=reason or "Konsultan berhalangan.")
        await tell_board(context, cancelled)
