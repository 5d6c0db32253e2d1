"""What people are told of activities, by messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.registration_models import Registration

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def tell_offer(activity: Activity, registration: Registration) -> None:
    """Tell who waited that a seat is theirs until the offer ends."""


async def tell_registered(platform: Platform, activity: Activity, registration: Registration) -> None:
    """Confirm a place, or a place on the waitlist."""


async def tell_cancelled(activity: Activity, parties: Sequence[int]) -> int:
    """Tell these parties, and those who were invited, that it does not take place; how many are told."""
    return 0


async def tell_moved(activity: Activity, session: ActivitySession) -> None:
    """Tell who comes that a session has another time or place."""
