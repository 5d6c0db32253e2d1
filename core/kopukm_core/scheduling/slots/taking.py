"""Who may take a seat, and for how long: what comes before the seat is taken."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.programmes import runs_programme
from kopukm_core.scheduling.slots.access import require_client_or_officer
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import BookableService
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Quota, Slot, SlotState
from kopukm_core.scheduling.slots.seating import CLOSED, TAKEN, Taker, take
from kopukm_core.scheduling.slots.telling import tell_board

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def taker_of(
    context: CommandContext, slot: Slot, client_id: int, topic: str, *, minutes: int = 0
) -> Taker:
    """Who takes the seat, once it is sure that they may: their own people in the public's seats, officers in any."""
    officer = require_client_or_officer(context, client_id, slot.programme, slot.region_code)
    refuse_past(context, "slot_id", slot)
    invited = await SeatRequest.exists(client_id=client_id, round_key=slot.round_key, invited=True)
    if slot.quota is Quota.INVITED and not (invited or officer):
        context.refuse(
            "slot_id", "FOR_INVITED", "Kursi itu disediakan bagi undangan. Pilih kursi untuk umum."
        )
    until = clock.now() + timedelta(minutes=minutes) if minutes else None
    return Taker(
        client_id,
        BookingKind.INVITED if invited else BookingKind.PUBLIC,
        BookingState.HELD if minutes else BookingState.BOOKED,
        until,
        topic,
    )


def refuse_past(context: CommandContext, field: str, seat: Slot | Booking) -> None:
    """Refuse a seat whose time has begun to everybody but an officer."""
    officer = runs_programme(context.platform, context.actor, seat.programme, seat.region_code)
    if seat.starts_at <= clock.now() and not officer:
        context.refuse(field, "SLOT_PAST", "Waktu kursi itu sudah lewat. Pilih kursi lain.")


async def hold_seat(context: CommandContext, slot: Slot, client_id: int, topic: str) -> Booking:
    """A hold for as long as the service says."""
    service = await BookableService.get_or_none(name=slot.service)
    minutes = service.hold_minutes if service is not None else 10
    taker = await taker_of(context, slot, client_id, topic, minutes=max(1, minutes))
    held = await own_hold(context, slot, client_id)
    if held is not None:
        return held
    booking = await take(context, slot, taker)
    await tell_board(context, booking)
    return booking


async def refuse_taken(context: CommandContext, slot_id: int) -> None:
    """Refuse a seat that somebody else has for certain; what is not certain, the transaction decides."""
    slot = await Slot.get_or_none(id=slot_id)
    if slot is None or slot.state is SlotState.FREE:
        return
    if slot.state is SlotState.CLOSED:
        context.refuse("slot_id", "SLOT_CLOSED", CLOSED)
    if slot.state is SlotState.HELD:
        over = slot.held_until is None or slot.held_until <= clock.now()
        own = Booking.filter(slot_id=slot_id, holder=context.actor.key, state=BookingState.HELD)
        if over or await own.exists():
            return
    context.refuse("slot_id", "SLOT_TAKEN", TAKEN)


async def own_hold(context: CommandContext, slot: Slot, client_id: int) -> Booking | None:
    """The living hold that the actor has on this seat for this client already."""
    return await Booking.filter(
        slot_id=slot.id,
        client_id=client_id,
        holder=context.actor.key,
        state=BookingState.HELD,
        hold_until__gt=clock.now(),
    ).first()


async def seat_requests_met(booking: Booking) -> None:
    """Whoever waited for a seat in that round waits no more."""
    waiting = SeatRequest.filter(
        client_id=booking.client_id, round_key=booking.round_key, state=RequestState.WAITING
    )
    await waiting.update(state=RequestState.SEATED, booking_id=booking.id)
