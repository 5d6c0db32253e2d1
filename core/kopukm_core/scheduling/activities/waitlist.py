"""The waitlist: a seat that is free goes to who has waited longest, as an offer that expires."""

from __future__ import annotations

from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.scheduling.activities.choices import ActivityState, AttendanceMode, RegistrationState
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySeats
from kopukm_core.scheduling.activities.moving import move
from kopukm_core.scheduling.activities.notices import tell_left, tell_offer
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.seats import give_back, hold_seats, take_seat

OVERDUE = "tawarannya tidak dijawab sampai batas waktunya"
_RUNNING = (ActivityState.OPEN, ActivityState.CLOSED)


async def pass_on_seat(activity: Activity, mode: AttendanceMode) -> Registration | None:
    """Offer a seat that somebody left to the next who waits, or give it back; who was offered it.

    The seats are held by the caller.
    """
    offered = await _offer_to_next(activity, mode)
    if offered is None:
        await give_back(activity.id, mode)
    return offered


async def offer_free_seats(activity: Activity, mode: AttendanceMode) -> int:
    """Offer every free seat to those who wait, in the caller's transaction; how many were offered."""
    if not await hold_seats(activity.id, mode):
        return 0
    offered = 0
    while await _waiting(activity.id, mode) is not None and await take_seat(activity.id, mode):
        if await pass_on_seat(activity, mode) is None:
            break
        offered += 1
    return offered


async def expire_offers() -> int:
    """End the offers whose time is over, each in a transaction of its own; the seats go to the next. How many."""
    ended = 0
    due = await (
        Registration.filter(state=RegistrationState.OFFERED, offer_expires_at__lte=clock.now())
        .order_by("offer_expires_at", "id")
        .values_list("id", flat=True)
    )
    for key in due:
        async with transaction():
            registration = await Registration.get(id=key).select_related("activity")
            await hold_seats(registration.activity_id, registration.mode)
            if await move(registration, (RegistrationState.OFFERED,), RegistrationState.EXPIRED):
                await pass_on_seat(registration.activity, registration.mode)
                await tell_left(registration.activity, registration, OVERDUE)
                ended += 1
    return ended


async def offer_all_free_seats() -> int:
    """Offer seats that are free although somebody waits, in every running activity; how many were offered."""
    offered = 0
    waiting = await (
        Registration.filter(
            state=RegistrationState.WAITLISTED,
            activity__state__in=list(_RUNNING),
            activity__starts_at__gt=clock.now(),
        )
        .distinct()
        .values_list("activity_id", "mode")
    )
    for activity_id, mode in waiting:
        seats = await ActivitySeats.get(activity_id=activity_id, mode=mode)
        if seats.capacity is None or seats.taken < seats.capacity:
            async with transaction():
                offered += await offer_free_seats(await Activity.get(id=activity_id), AttendanceMode(mode))
    return offered


async def _offer_to_next(activity: Activity, mode: AttendanceMode) -> Registration | None:
    moment = clock.now()
    if activity.state not in _RUNNING or activity.starts_at <= moment:
        return None
    rule = await ActivityRule.get(id=activity.rule_id)
    until = offer_until(activity, rule, moment)
    while (waiting := await _waiting(activity.id, mode)) is not None:
        if await move(
            waiting, (RegistrationState.WAITLISTED,), RegistrationState.OFFERED, offer_expires_at=until
        ):
            await tell_offer(activity, waiting)
            return waiting
    return None


def offer_until(activity: Activity, rule: ActivityRule, moment: datetime) -> datetime:
    """When an offer made now ends: after the rule's hours, at the latest when the activity begins."""
    return min(moment + timedelta(hours=rule.offer_hours), activity.starts_at)


async def _waiting(activity_id: int, mode: AttendanceMode) -> Registration | None:
    return await (
        Registration.filter(activity_id=activity_id, mode=mode, state=RegistrationState.WAITLISTED)
        .order_by("id")
        .first()
    )
