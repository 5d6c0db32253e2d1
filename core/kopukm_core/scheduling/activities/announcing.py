"""Telling subscribers that an activity, or who takes part in it, changed."""

from __future__ import annotations

from kopukm_core.commands import CommandContext
from kopukm_core.events import Event
from kopukm_core.scheduling.activities.models import Activity

ACTIVITY_CHANGED = "core.activity_changed"


def changed(activity: Activity) -> Event:
    """The event of one activity."""
    return Event(ACTIVITY_CHANGED, {"activity_id": activity.id, "region_code": activity.region_id})


async def announce(context: CommandContext, activity: Activity) -> None:
    """Tell after the commit."""
    await context.publish(changed(activity))
