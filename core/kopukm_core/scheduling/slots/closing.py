"""Closing seats of somebody who is not there, and opening them again; booked clients are told and wait again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import AvailabilityException, Bookable, ExceptionKind
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
        if absence is not None and not _touches(absence, slot, zone):
            continue
        was = slot.state
        slot.state, slot.held_until, slot.closed_because = SlotState.CLOSED, None, reason[:300]
        slot.absence_id = absence.id if absence is not None else None
        await slot.save(update_fields=["state", "held_until", "closed_because", "absence_id"])
        await context.audit("update", slot, {"state": (was, SlotState.CLOSED)})
        await _cancel(context, slot, reason)
    await tell_slots(context, None, bookable.region_code)


async def reopen_times(
    context: CommandContext, bookable: Bookable, absence: AvailabilityException, now: datetime
) -> None:
    """Open the coming slots that the absence closed, save those that another absence touches too."""
    if bookable.withdrawn_at is not None:
        return
    others = await AvailabilityException.filter(
        bookable_id=bookable.id, kind=ExceptionKind.ABSENT, withdrawn_at__isnull=True
    ).exclude(id=absence.id)
    zone = context.settings.time_zone
    closed = Slot.filter(absence_id=absence.id, state=SlotState.CLOSED, starts_at__gt=now)
    for slot in await closed.select_for_update().order_by("id"):
        other = next((one for one in others if _touches(one, slot, zone)), None)
        if other is not None:
            slot.absence_id = other.id
        else:
            slot.state, slot.closed_because, slot.absence_id = SlotState.FREE, "", None
            await context.audit("update", slot, {"state": (SlotState.CLOSED, SlotState.FREE)})
        await slot.save(update_fields=["state", "closed_because", "absence_id"])
    await tell_slots(context, None, bookable.region_code)


def _touches(absence: AvailabilityException, slot: Slot, zone: ZoneInfo) -> bool:
    begins, ends = stretch(absence)
    return (
        absence.first_day <= slot.day <= absence.last_day
        and slot.starts_at.astimezone(zone).time() < ends
        and begins < slot.ends_at.astimezone(zone).time()
    )


async def _cancel(context: CommandContext, slot: Slot, reason: str) -> None:
    open_states = (BookingState.HELD, BookingState.BOOKED)
    for booking in await Booking.filter(slot_id=slot.id, state__in=list(open_states)):
        if not await swap(booking, open_states, BookingState.CANCELLED, reason[:300]):
            continue
        await context.audit("update", booking, {"state": (booking.state, BookingState.CANCELLED)})
        await SeatRequest.filter(booking_id=booking.id).update(
            state=RequestState.WAITING, booking_id=None, displaced_at=clock.now()
        )
        cancelled = await Booking.get(id=booking.id)
        await tell_client(cancelled, CANCELLED, reason=reason or "Konsultan berhalangan.")
        await tell_board(context, cancelled)
