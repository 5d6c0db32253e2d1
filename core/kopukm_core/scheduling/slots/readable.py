"""Who sees seats: free ones everybody, bookings their client, the whole board who runs or reads programmes there."""

from __future__ import annotations

from kopukm_core.programmes.permissions import READ_PROGRAMMES
from kopukm_core.scheduling.slots.assignment_models import AssignmentProposal, AssignmentRow, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import (
    Availability,
    AvailabilityException,
    AvailabilityQuestion,
    Bookable,
    BookableExpertise,
    BookableService,
)
from kopukm_core.scheduling.slots.models import Booking, Slot
from kopukm_core.scheduling.slots.queue_models import QueueTicket
from kopukm_core.visibility import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Own,
    OwnAccount,
    OwnActor,
    Through,
    Visibility,
    Where,
)

_OFFICE = Granted(READ_PROGRAMMES, region="region_code")
_ITSELF = AnyOf(Own("party_id"), OwnAccount("account_id"))
_OF_ITSELF = Through("bookable_id", Bookable, _ITSELF)
_TIMES = Through("bookable_id", Bookable, AnyOf(_OFFICE, _ITSELF))
"""Slots and bookings know their own region; times and questions have that of the bookable."""

SLOT_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(BookableService, rows=Everyone()),
    Visibility(
        Bookable,
        rows=Everyone(),
        masks={"account_id": _OFFICE, "withdrawn_because": _OFFICE},
    ),
    Visibility(BookableExpertise, rows=Everyone()),
    Visibility(Availability, rows=_TIMES),
    Visibility(AvailabilityException, rows=_TIMES),
    Visibility(AvailabilityQuestion, rows=_TIMES),
    Visibility(
        Slot,
        rows=AnyOf(_OFFICE, AllOf(Where("state", "free"), Where("quota", "public")), _OF_ITSELF),
    ),
    Visibility(Booking, rows=AnyOf(_OFFICE, Own("client_id"), OwnActor("holder"), _OF_ITSELF)),
    Visibility(QueueTicket, rows=AnyOf(_OFFICE, Own("client_id"))),
    Visibility(SeatRequest, rows=AnyOf(_OFFICE, Own("client_id"), OwnActor("requested_by"))),
    Visibility(AssignmentProposal, rows=_OFFICE),
    Visibility(AssignmentRow, rows=Through("proposal_id", AssignmentProposal)),
)
