"""Even assignment of clients to the seats of experts: exact, with a proof that can be checked. No I/O."""

from kopukm_core.scheduling.slots.assigning.assignment import Assignment, Figures, assign
from kopukm_core.scheduling.slots.assigning.certificate import Certificate, Verdict, verify
from kopukm_core.scheduling.slots.assigning.instance import (
    OFFICE_GOALS,
    WINDOW_FIRST,
    Client,
    Expert,
    Goal,
    Instance,
    Seat,
    suits,
)
from kopukm_core.scheduling.slots.assigning.reasons import Unserved, UnservedReason

__all__ = [
    "OFFICE_GOALS",
    "WINDOW_FIRST",
    "Assignment",
    "Certificate",
    "Client",
    "Expert",
    "Figures",
    "Goal",
    "Instance",
    "Seat",
    "Unserved",
    "UnservedReason",
    "Verdict",
    "assign",
    "suits",
    "verify",
]
