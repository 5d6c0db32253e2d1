"""Carrying out an approved assignment: seats given up, seats changed, seats taken; a job tells each client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.events import Event
from kopukm_core.scheduling.slots.assignment_models import (
    AssignmentProposal,
    AssignmentRow,
    RequestState,
    SeatRequest,
)
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Slot, SlotState
from kopukm_core.scheduling.slots.seating import Taker, swap
from kopukm_core.scheduling.slots.seating_many import take_many
from kopukm_core.scheduling.slots.telling import BOOKING_TOPIC, tell_slots

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext

REASON = "Pembagian kursi disusun ulang."
WORLD_CHANGED = "Keadaan sudah berubah sejak usulan ini dibuat. Usulkan lagi, lalu periksa siapa yang pindah."


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
        await _stand_up(context, bookings[requests[row.request_id].booking_id or 0])
    for row in leaving:
        booking = bookings[requests[row.request_id].booking_id or 0]
        if row.slot_id is None:
            await _lose(context, booking, requests[row.request_id])
        else:
            await _sit_down(context, booking, slots[row.slot_id])
    coming = [row for row in found if row.slot_id is not None and row.earlier_slot_id is None]
    pairs = [(slots[row.slot_id or 0], _taker(requests[row.request_id])) for row in coming]
    if not await take_many(context, pairs):
        context.refuse("proposal_id", "WORLD_CHANGED", WORLD_CHANGED)
    await _seated([row.request_id for row in coming])
    for reason in sorted({row.reason for row in found if row.slot_id is None}):
        numbers = [row.request_id for row in found if row.slot_id is None and row.reason == reason]
        await SeatRequest.filter(id__in=numbers).update(unserved_because=reason)
    await context.publish(Event(BOOKING_TOPIC, {"booking_id": None, "region_code": proposal.region_code}))
    await tell_slots(context, None, proposal.region_code)
    await context.enqueue("core.tell_assigned", proposal_id=proposal.id)


def _taker(request: SeatRequest) -> Taker:
    kind = BookingKind.INVITED if request.invited else BookingKind.PUBLIC
    return Taker(request.client_id, kind, topic=request.topic)


async def _seated(numbers: list[int]) -> None:
    """These requests have their client's booking of the round."""
    given = Parameters(dialect())
    await execute(
        "UPDATE seat_request SET state = 'seated', unserved_because = '', booking_id ="
        " (SELECT b.id FROM booking b WHERE b.client_id = seat_request.client_id"
        " AND b.round_key = seat_request.round_key AND b.state = 'booked')"
        f" WHERE id IN ({given.add_all(numbers)})",
        given,
    )


async def _stand_up(context: CommandContext, booking: Booking) -> None:
    await Slot.filter(id=booking.slot_id, state=SlotState.BOOKED).update(state=SlotState.FREE)
    if not await swap(booking, (BookingState.BOOKED,), BookingState.CANCELLED, REASON):
        context.refuse("proposal_id", "WORLD_CHANGED", WORLD_CHANGED)


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
    await context.audit("update", booking, {"slot_id": (booking.slot_id, slot.id)})


async def _lose(context: CommandContext, booking: Booking, request: SeatRequest) -> None:
    await SeatRequest.filter(id=request.id).update(
        state=RequestState.WAITING, booking_id=None, displaced_at=clock.now()
    )
    await context.audit("update", booking, {"state": (BookingState.BOOKED, BookingState.CANCELLED)})
