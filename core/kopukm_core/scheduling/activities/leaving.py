"""Giving up a place, and answering the offer of one."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.moving import move
from kopukm_core.scheduling.activities.notices import tell_left
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.seats import hold_seats
from kopukm_core.scheduling.activities.waitlist import pass_on_seat

NO_REASON = "diminta dibatalkan"
CONFIRMED, WAITLISTED, OFFERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
)


async def leave(
    context: CommandContext, activity: Activity, registration: Registration, reason: str = ""
) -> None:
    """End a place that somebody has, was offered or waits for; a seat goes to the next who waits."""
    await hold_seats(activity.id, registration.mode)
    await registration.refresh_from_db()
    before = registration.state
    if before not in (CONFIRMED, WAITLISTED, OFFERED):
        context.refuse("", "REGISTRATION_ENDED", f"Pendaftaran ini sudah berakhir: {before.label.lower()}.")
    after = RegistrationState.DECLINED if before is OFFERED else RegistrationState.CANCELLED
    await move(registration, (before,), after, reason=reason)
    if before is not WAITLISTED:
        await activity.refresh_from_db()
        await pass_on_seat(activity, registration.mode)
    await tell_left(activity, registration, reason or NO_REASON)
    await context.audit("cancel", registration, {"state": (before.value, after.value)})


async def accept(context: CommandContext, activity: Activity, registration: Registration) -> None:
    """Take the seat that was offered. Refuses an offer whose time is over."""
    await hold_seats(activity.id, registration.mode)
    await registration.refresh_from_db()
    if registration.state is CONFIRMED:
        return
    expires = registration.offer_expires_at
    if registration.state is not OFFERED or expires is None or expires <= clock.now():
        context.refuse("", "OFFER_ENDED", "Tawaran tempat ini sudah tidak berlaku.")
    await move(registration, (OFFERED,), CONFIRMED)
    await context.audit("confirm", registration, {"state": (OFFERED.value, CONFIRMED.value)})
