"""What goes along with messages about a booking: its entry in the calendar, as it is when somebody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.messaging import Attachment, AttachmentMaker
from kopukm_core.scheduling.feeds.attachment import calendar_attachment
from kopukm_core.scheduling.slots.feed import booking_entry
from kopukm_core.scheduling.slots.models import Booking

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def _calendar(platform: Platform, booking_id: int, party_id: int) -> Attachment | None:
    booking = await Booking.get_or_none(id=booking_id).select_related("bookable", "client")
    if booking is None:
        return None
    return calendar_attachment(
        platform.settings, f"janji-temu-{booking.id}.ics", booking.bookable.title, [booking_entry(booking)]
    )


BOOKING_CALENDAR = AttachmentMaker("core.booking_calendar", _calendar)
"""Of a booking: one entry, cancelled once the booking is."""
