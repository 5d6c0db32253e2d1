"""Carrying out an approved assignment: seats given up, seats changed, seats taken, each client told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.messaging import send_messages
from kopukm_core.scheduling.slots.assignment_models import (
    AssignmentProposal,
    AssignmentRow,
    RequestState,
    SeatRequest,
)
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Slot, SlotState
from kopukm_core.scheduling.slots.seating import Taker, swap, take
from kopukm_core.scheduling.slots.telling import (
    CANCELLED,
    CONFIRMED,
    MOVED,
    STILL_WAITING,
    tell_board,
    tell_client,
)

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext

REASON = "Pembagian kursi disusun ulang."


@dataclass(frozen=True, slots=True)
class Carrying:
    """The rows of a proposal, with the slots and requests that they speak of, locked: these stay as they were read."""

    found: list[AssignmentRow]
    slots: Mapping[int, Slot]
    requests: Mapping[int, SeatRequest]


async def lock_proposal(proposal: AssignmentProposal) -> Carrying:
    """Lock what the proposal would change, slots first and in the order of their numbers as everywhere."""
    found = await AssignmentRow.filter(proposal_id=proposal.id).order_by("id")
    touched = {number for row in found for number in (row.slot_id, row.earlier_slot_id) if number}
    slots = Slot.filter(id__in=sorted(touched)).select_for_update().order_by("id")
    asked = SeatRequest.filter(id__in=[row.request_id for row in found]).select_for_update().order_by("id")
    return Carrying(found, {one.id: one for one in await slots}, {one.id: one for one in await asked})


async def apply_proposal(context: CommandContext, proposal: AssignmentProposal, carrying: Carrying) -> None:
    """Make the rows of the proposal true, in the command's transaction."""
    found, slots, requests = carrying.found, carrying.slots, carrying.requests
    leaving = [row for row in found if row.moved]
    bookings = {
        one.id: one
        for one in await Booking.filter(id__in=[requests[row.request_id].booking_id for row in leaving])
    }
    # All who change seats stand up first: two may change places.
    for row in leaving:
        booking = bookings[requests[row.request_id].booking_id or 0]
        await _stand_up(context, booking)
    for row in leaving:
        booking = bookings[requests[row.request_id].booking_id or 0]
        if row.slot_id is None:
            await _lose(context, booking, requests[row.request_id])
        else:
            await _sit_down(context, booking, slots[row.slot_id])
    for row in found:
        if row.slot_id is None or row.earlier_slot_id is not None:
            continue
        request = requests[row.request_id]
        kind = BookingKind.INVITED if request.invited else BookingKind.PUBLIC
        taken = await take(context, slots[row.slot_id], Taker(request.client_id, kind, topic=request.topic))
        await SeatRequest.filter(id=request.id).update(
            state=RequestState.SEATED, booking_id=taken.id, unserved_because=""
        )
        await tell_client(taken, CONFIRMED)
        await tell_board(context, taken)
    await _tell_unserved(proposal, [row for row in found if row.slot_id is None], requests)


async def _tell_unserved(
    proposal: AssignmentProposal, found: list[AssignmentRow], requests: Mapping[int, SeatRequest]
) -> None:
    """Each knows why, and those who lost no seat just now are told once in a round that they still wait."""
    for reason in sorted({row.reason for row in found}):
        numbers = [row.request_id for row in found if row.reason == reason]
        await SeatRequest.filter(id__in=numbers).update(unserved_because=reason)
    still = [requests[row.request_id].client_id for row in found if row.earlier_slot_id is None]
    await send_messages(still, STILL_WAITING, {}, deduplicate=f"{STILL_WAITING}:{proposal.round_key}")


async def _stand_up(context: CommandContext, booking: Booking) -> None:
    await Slot.filter(id=booking.slot_id, state=SlotState.BOOKED).update(state=SlotState.FREE)
    if not await swap(booking, (BookingState.BOOKED,), BookingState.CANCELLED, REASON):
        context.refuse("proposal_id", "WORLD_CHANGED", "Keadaan baru saja berubah. Usulkan lagi.")


async def _sit_down(context: CommandContext, booking: Booking, slot: Slot) -> None:
    await Slot.filter(id=slot.id).update(state=SlotState.BOOKED, held_until=None)
    await Booking.filter(id=booking.id).update(
        state=BookingState.BOOKED,
        reason="",
        slot_id=slot.id,
        bookable_id=slot.bookable_id,
        service=slot.service,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        changed_at=clock.now(),
    )
    moved = await Booking.get(id=booking.id)
    await context.audit("update", moved, {"slot_id": (booking.slot_id, slot.id)})
    await tell_client(moved, MOVED)
    await tell_board(context, moved, booking.slot_id)


async def _lose(context: CommandContext, booking: Booking, request: SeatRequest) -> None:
    await SeatRequest.filter(id=request.id).update(state=RequestState.WAITING, booking_id=None)
    await context.audit("update", booking, {"state": (BookingState.BOOKED, BookingState.CANCELLED)})
    lost = await Booking.get(id=booking.id)
    await tell_client(lost, CANCELLED, reason=REASON)
    await tell_board(context, lost)
