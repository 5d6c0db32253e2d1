"""What clients are told of an approved assignment: the seat, another seat, none any more, or that they still wait."""

from __future__ import annotations

from kopukm_core.db import transaction
from kopukm_core.messaging import send_messages
from kopukm_core.scheduling.slots.applying import REASON
from kopukm_core.scheduling.slots.assignment_models import AssignmentProposal, AssignmentRow, RequestState
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.telling import CANCELLED, CONFIRMED, MOVED, STILL_WAITING, tell_client

_AT_ONCE = 25
"""So many clients in one transaction: others write in between."""


async def tell_assigned_clients(proposal_id: int) -> None:
    """Each once, however often it is run; whose state has changed again meanwhile was told of that."""
    proposal = await AssignmentProposal.get(id=proposal_id)
    found = await AssignmentRow.filter(proposal_id=proposal_id).select_related("request").order_by("id")
    changed = [row for row in found if row.moved or (row.slot_id and row.earlier_slot_id is None)]
    for first in range(0, len(changed), _AT_ONCE):
        async with transaction():
            for row in changed[first : first + _AT_ONCE]:
                await _tell(row)
    waiting = [
        row.request.client_id
        for row in found
        if row.slot_id is None and row.earlier_slot_id is None and row.request.state is RequestState.WAITING
    ]
    async with transaction():
        key = f"{STILL_WAITING}:{proposal.round_key}"
        await send_messages(waiting, STILL_WAITING, {}, deduplicate=key)


async def _tell(row: AssignmentRow) -> None:
    client_id = row.request.client_id
    if row.slot_id is None:
        lost = Booking.filter(
            slot_id=row.earlier_slot_id, client_id=client_id, state=BookingState.CANCELLED, reason=REASON
        )
        if (booking := await lost.order_by("-id").first()) is not None:
            await tell_client(booking, CANCELLED, reason=REASON)
        return
    seated = Booking.filter(slot_id=row.slot_id, client_id=client_id, state=BookingState.BOOKED)
    if (booking := await seated.first()) is not None:
        await tell_client(booking, CONFIRMED if row.earlier_slot_id is None else MOVED)
