"""Seats as entries of a calendar: of the clients that one belongs to, and of the bookable that one is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tortoise.expressions import Q

from kopukm_core import clock
from kopukm_core.scheduling.feeds import CalendarEntry, CalendarEntryStatus, FeedSource, Parameters, entry_uid
from kopukm_core.scheduling.slots.models import Booking, BookingState

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

KEPT = timedelta(days=90)
"""So long after its time a seat stays in the calendar."""
_GONE = (BookingState.CANCELLED, BookingState.EXPIRED, BookingState.NOSHOW)


async def own_seats(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
    """The actor's own seats and, for an expert, the clients of each."""
    own = Q(client_id__in=list(actor.party_ids)) | Q(bookable__party_id__in=list(actor.party_ids))
    if actor.account_id is not None:
        own |= Q(bookable__account_id=actor.account_id)
    found = (
        Booking.filter(own, starts_at__gt=clock.now() - KEPT)
        .exclude(state__in=[BookingState.HELD, BookingState.EXPIRED])
        .select_related("bookable", "client")
    )
    return [booking_entry(booking) for booking in await found.order_by("starts_at", "id")]


def booking_entry(booking: Booking) -> CalendarEntry:
    """The entry of a booking that was read with its bookable and its client."""
    return CalendarEntry(
        uid=entry_uid("booking", booking.id, booking.region_code or "kantor"),
        sequence=booking.sequence,
        starts=booking.starts_at,
        ends=booking.ends_at,
        summary=f"{booking.bookable.title}: {booking.client.name}",
        description=booking.topic,
        location=booking.bookable.place,
        status=CalendarEntryStatus.CANCELLED if booking.state in _GONE else CalendarEntryStatus.CONFIRMED,
        changed_at=booking.changed_at,
    )


SLOT_FEEDS = (FeedSource("core.seats", "Kursi saya", own_seats),)
