"""Arguments that several commands of seats have: whose record, and clock times."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from kopukm_core.commands import CommandContext
from kopukm_core.values import RecordIdType

BookableId = Annotated[int, RecordIdType("Bookable")]
BookingId = Annotated[int, RecordIdType("Booking")]
ClientId = Annotated[int, RecordIdType("Party")]
SlotId = Annotated[int, RecordIdType("Slot")]
TicketId = Annotated[int, RecordIdType("QueueTicket")]

CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
CLOCK_HELP = "Tulis jam dan menit, misalnya 09:00."


def check_times(context: CommandContext, begins: str, ends: str) -> None:
    """Refuse a stretch that has no beginning or no end, or is turned round."""
    if not (begins and ends and time.fromisoformat(begins) < time.fromisoformat(ends)):
        context.refuse("time_to", "INVALID", "Jam selesai harus sesudah jam mulai.")
