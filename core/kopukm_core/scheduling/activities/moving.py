"""Moving a registration from one state to another, only from where it is expected to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kopukm_core import clock
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.registration_models import Registration


async def move(
    registration: Registration,
    before: Sequence[RegistrationState],
    after: RegistrationState,
    *,
    reason: str | None = None,
    offer_expires_at: datetime | None = None,
) -> bool:
    """Whether it was in one of the states `before`, and is now in `after`: of two at once, one succeeds."""
    values: dict[str, object] = {
        "state": after,
        "changed_at": clock.now(),
        "offer_expires_at": offer_expires_at,
    }
    if reason is not None:
        values["reason"] = reason
    moved = await Registration.filter(id=registration.id, state__in=list(before)).update(**values)
    if moved:
        registration.state, registration.offer_expires_at = after, offer_expires_at
    return bool(moved)
