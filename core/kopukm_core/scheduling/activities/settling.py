"""After an activity: it was held, and who did not come is noted; with a grace, and never without any attendance."""

from __future__ import annotations

from datetime import datetime, timedelta

from tortoise.expressions import Q

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.scheduling.activities.choices import ActivityState, RegistrationState
from kopukm_core.scheduling.activities.creating import MODES
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import Attendance, Registration
from kopukm_core.scheduling.activities.seats import hold_seats


async def settle_activities() -> int:
    """Settle those whose end is past and whose grace is over; how many.

    An activity of which no attendance was recorded at all is left alone: its list has not been entered yet, and
    nobody is called absent because of that.
    """
    due = await (
        Activity.filter(
            Q(state__in=[ActivityState.OPEN, ActivityState.CLOSED])
            | Q(state=ActivityState.HELD, registrations__state=RegistrationState.CONFIRMED),
            ends_at__lte=clock.now(),
        )
        .distinct()
        .order_by("id")
        .select_related("rule")
    )
    settled = 0
    for activity in due:
        if clock.now() < activity.ends_at + timedelta(hours=activity.rule.no_show_grace_hours):
            continue
        if not await was_attended(activity.id):
            continue
        async with transaction():
            # Whose absence was taken back since is not called absent again by the clock.
            await mark_no_shows(activity, unchanged_since=activity.ends_at)
            await Activity.filter(
                id=activity.id, state__in=[ActivityState.OPEN, ActivityState.CLOSED]
            ).update(state=ActivityState.HELD, changed_at=clock.now())
        settled += 1
    return settled


async def was_attended(activity_id: int) -> bool:
    """Whether anybody's attendance was recorded."""
    return await Attendance.exists(session__activity_id=activity_id, is_withdrawn=False)


async def mark_no_shows(activity: Activity, *, unchanged_since: datetime | None = None) -> int:
    """Note who has a place and no attendance; how many. An attendance recorded later takes it back.

    With `unchanged_since`, only those of whom nobody noted anything after that.
    """
    for each in MODES[activity.mode]:
        await hold_seats(activity.id, each)
    found = Registration.filter(activity_id=activity.id, state=RegistrationState.CONFIRMED)
    if unchanged_since is not None:
        found = found.filter(changed_at__lte=unchanged_since)
    return await found.update(state=RegistrationState.NO_SHOW, changed_at=clock.now())
