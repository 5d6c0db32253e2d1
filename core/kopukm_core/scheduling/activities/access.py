"""Finding an activity for a command, with the right to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.commands import CommandContext
from kopukm_core.programmes import require_programme, runs_programme
from kopukm_core.scheduling.activities.choices import ActivityState
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.permissions import MANAGE_ACTIVITIES
from kopukm_core.scheduling.activities.registration_models import Registration

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor
    from kopukm_core.platform import Platform


async def require_activity(context: CommandContext, programme: str, region_code: str) -> None:
    """Refuse who may not run activities of the programme ("" for none) in the region."""
    if programme:
        require_programme(context, programme, region_code)
        return
    context.require(MANAGE_ACTIVITIES, region_code)


async def run_activity(context: CommandContext, activity_id: int, field: str = "activity_id") -> Activity:
    """The activity, for who may run it."""
    activity = await Activity.get_or_none(id=activity_id)
    if activity is None:
        context.refuse(field, "NO_SUCH_ACTIVITY", "Kegiatan itu tidak ada.")
    await require_activity(context, activity.programme, activity.region_id)
    return activity


async def run_session(
    context: CommandContext, session_id: int, *, locked: bool = False
) -> tuple[Activity, ActivitySession]:
    """A session that was not dropped and its activity, for who may run it.

    With `locked`, the activity's row is held until the transaction ends: its sessions change one after the other.
    """
    session = await ActivitySession.get_or_none(id=session_id, dropped_at=None)
    if session is not None and locked:
        await Activity.select_for_update().get(id=session.activity_id)
        session = await ActivitySession.get_or_none(id=session_id, dropped_at=None)
    if session is None:
        context.refuse("session_id", "NO_SUCH_SESSION", "Sesi itu tidak ada.")
    return await run_activity(context, session.activity_id, "session_id"), session


async def run_registration(context: CommandContext, registration_id: int) -> tuple[Activity, Registration]:
    """A registration and its activity, for who may run it."""
    registration = await Registration.get_or_none(id=registration_id)
    if registration is None:
        context.refuse("registration_id", "NO_SUCH_REGISTRATION", "Pendaftaran itu tidak ada.")
    return await run_activity(context, registration.activity_id, "registration_id"), registration


def runs_activity(platform: Platform, actor: Actor, activity: Activity) -> bool:
    """Whether the actor may run it: its programme's permission in its region, or core's where it has none."""
    if activity.programme:
        return runs_programme(platform, actor, activity.programme, activity.region_id)
    return actor.may(MANAGE_ACTIVITIES, activity.region_id)


def refuse_ended(context: CommandContext, activity: Activity) -> None:
    """Refuse where there is nobody to be invited any more."""
    if activity.state in (ActivityState.HELD, ActivityState.CANCELLED):
        label = activity.state.label.lower()
        context.refuse("activity_id", "ACTIVITY_STATE", f"Kegiatan ini sudah {label}.")
