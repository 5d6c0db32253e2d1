"""Arguments that several commands of seats have: whose record, and clock times."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import CommandContext
from kopukm_core.scheduling.clock_times import clock_time
from kopukm_core.values import RecordIdType

BookableId = Annotated[int, RecordIdType("Bookable")]
BookingId = Annotated[int, RecordIdType("Booking")]
ClientId = Annotated[int, RecordIdType("Party")]
SlotId = Annotated[int, RecordIdType("Slot")]
TicketId = Annotated[int, RecordIdType("QueueTicket")]


def stretch_of(context: CommandContext, begins: str | None, ends: str | None) -> tuple[str, str]:
    """The clock times as they are stored. Refuses a stretch without a beginning or an end, or turned round."""
    if not (begins and ends and clock_time(begins) < clock_time(ends)):
        context.refuse("time_to", "INVALID", "Jam selesai harus sesudah jam mulai.")
    return clock_time(begins), clock_time(ends)
