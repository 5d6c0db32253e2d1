"""The commands of seats: what can be booked, slots, bookings, the counter, the waiting list, the assignment."""

from kopukm_core.scheduling.slots.commands.attending import ATTENDING_COMMANDS
from kopukm_core.scheduling.slots.commands.availability import AVAILABILITY_COMMANDS
from kopukm_core.scheduling.slots.commands.bookables import BOOKABLE_COMMANDS
from kopukm_core.scheduling.slots.commands.bookings import BOOKING_COMMANDS
from kopukm_core.scheduling.slots.commands.holds import HOLD_COMMANDS
from kopukm_core.scheduling.slots.commands.proposals import PROPOSAL_COMMANDS
from kopukm_core.scheduling.slots.commands.questions import QUESTION_COMMANDS
from kopukm_core.scheduling.slots.commands.queue import QUEUE_COMMANDS
from kopukm_core.scheduling.slots.commands.refilling import REFILLING_COMMANDS
from kopukm_core.scheduling.slots.commands.requests import REQUEST_COMMANDS
from kopukm_core.scheduling.slots.commands.services import SERVICE_COMMANDS
from kopukm_core.scheduling.slots.commands.slots import SLOT_COMMANDS

SEAT_COMMANDS: tuple[type, ...] = (
    *SERVICE_COMMANDS,
    *BOOKABLE_COMMANDS,
    *AVAILABILITY_COMMANDS,
    *QUESTION_COMMANDS,
    *SLOT_COMMANDS,
    *HOLD_COMMANDS,
    *BOOKING_COMMANDS,
    *QUEUE_COMMANDS,
    *ATTENDING_COMMANDS,
    *REFILLING_COMMANDS,
    *REQUEST_COMMANDS,
    *PROPOSAL_COMMANDS,
)

__all__ = ["SEAT_COMMANDS"]
