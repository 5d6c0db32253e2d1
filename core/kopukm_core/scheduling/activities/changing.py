"""Changing what an activity is, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.choices import (
    COMING,
    SEATED,
    ActivityState,
    AttendanceMode,
    RegistrationState,
)
from kopukm_core.scheduling.activities.creating import MODES
from kopukm_core.scheduling.activities.models import Activity, ActivitySeats, ActivitySession
from kopukm_core.scheduling.activities.notices import coming, tell_cancelled
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.seats import hold_seats

ACTIVITY_CANCELLED = "Kegiatan dibatalkan."
"""Why a registration ended that ended with its activity."""


async def change(context: CommandContext, activity: Activity, values: dict[str, Any]) -> None:
    """Store other values of an activity's own fields, audited, and tell subscribers."""
    changes = {name: (getattr(activity, name), value) for name, value in values.items()}
    kept = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not kept:
        return
    await Activity.filter(id=activity.id).update(
        **{name: pair[1] for name, pair in kept.items()}, changed_at=clock.now()
    )
    await activity.refresh_from_db()
    await context.audit("update", activity, kept)
    await announce(context, activity)


async def move_state(
    context: CommandContext,
    activity: Activity,
    before: Sequence[ActivityState],
    after: ActivityState,
    **values: object,
) -> None:
    """Bring the activity from one of the states to another; refuses where it is in none of them."""
    moment = clock.now()
    moved = await Activity.filter(id=activity.id, state__in=list(before)).update(
        state=after, changed_at=moment, **values
    )
    if not moved:
        label = activity.state.label.lower()
        context.refuse(
            "activity_id", "ACTIVITY_STATE", f"Kegiatan ini {label}, jadi tidak dapat diubah begitu."
        )
    told = activity.state
    await activity.refresh_from_db()
    await context.audit("update", activity, {"state": (told.value, after.value)})
    await announce(context, activity)


async def cancel_activity(context: CommandContext, activity: Activity, reason: str) -> int:
    """Cancel it, with every place in it, and tell those who had one or were invited; how many parties are told."""
    for mode in MODES[activity.mode]:
        await hold_seats(activity.id, mode)
    before = (ActivityState.DRAFT, ActivityState.OPEN, ActivityState.CLOSED)
    await move_state(context, activity, before, ActivityState.CANCELLED, cancelled_reason=reason)
    told = await tell_cancelled(activity, await coming(activity.id))
    await Registration.filter(activity_id=activity.id, state__in=list(COMING)).update(
        state=RegistrationState.CANCELLED,
        reason=ACTIVITY_CANCELLED,
        offer_expires_at=None,
        changed_at=clock.now(),
    )
    for mode in MODES[activity.mode]:
        await count_seats(activity.id, mode)
    await ActivitySession.filter(activity_id=activity.id, dropped_at=None).update(changed_at=clock.now())
    return told


async def count_seats(activity_id: int, mode: AttendanceMode) -> None:
    """Set the seats taken to what the registrations say; the seats are held by the caller."""
    taken = await Registration.filter(activity_id=activity_id, mode=mode, state__in=list(SEATED)).count()
    await ActivitySeats.filter(activity_id=activity_id, mode=mode).update(taken=taken)


async def fit_times(activity_id: int) -> None:
    """Let the activity begin and end with its sessions."""
    times = await ActivitySession.filter(activity_id=activity_id, dropped_at=None).values_list(
        "starts_at", "ends_at"
    )
    await Activity.filter(id=activity_id).update(
        starts_at=min(begins for begins, _ in times),
        ends_at=max(ends for _, ends in times),
        changed_at=clock.now(),
    )
