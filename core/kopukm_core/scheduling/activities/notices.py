"""What people are told of activities, by messages."""

from __future__ import annotations

from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import Registration


async def tell_offer(activity: Activity, registration: Registration) -> None:
    """Tell who waited that a seat is theirs until the offer ends."""


async def tell_registered(activity: Activity, registration: Registration) -> None:
    """Confirm a place, or a place on the waitlist."""
