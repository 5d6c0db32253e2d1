"""Who was there: recorded by code, by name, from a list, or by the person, once for each session."""

from __future__ import annotations

from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.scheduling.activities.choices import AttendanceMethod, AttendanceMode, RegistrationState
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.moving import move
from kopukm_core.scheduling.activities.registration_models import Attendance, Registration
from kopukm_core.scheduling.activities.seats import hold_seats

CONFIRMED, OFFERED, ATTENDED, NO_SHOW = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.ATTENDED,
    RegistrationState.NO_SHOW,
)
MAY_ATTEND = (CONFIRMED, OFFERED, ATTENDED, NO_SHOW)
"""Who holds a seat may come; an offer is accepted by coming, and who was called absent may be found on the list."""


async def attend(
    context: CommandContext,
    session: ActivitySession,
    registration: Registration,
    method: AttendanceMethod,
    mode: AttendanceMode | None = None,
) -> Attendance:
    """Record that the person was there. Recording it again answers what is there already.

    The index on attendance is the last word where two record it at once.
    """
    if registration.activity_id != session.activity_id:
        context.refuse("registration_id", "OTHER_ACTIVITY", "Pendaftaran itu untuk kegiatan lain.")
    known = await Attendance.get_or_none(
        session_id=session.id, registration_id=registration.id, is_withdrawn=False
    )
    if known is not None:
        return known
    await hold_seats(registration.activity_id, registration.mode)
    await registration.refresh_from_db()
    if registration.state not in MAY_ATTEND:
        label = registration.state.label.lower()
        message = f"Orang ini tidak mempunyai tempat pada kegiatan ini: {label}."
        context.refuse("registration_id", "NOT_CONFIRMED", message)
    before = registration.state
    if before is not ATTENDED:
        await move(registration, (before,), ATTENDED)
    attendance = await Attendance.create(
        session_id=session.id,
        registration_id=registration.id,
        mode=mode or registration.mode,
        method=method,
        recorded_by=context.actor.key,
        recorded_at=clock.now(),
    )
    await context.audit("create", attendance, {"state": (before.value, ATTENDED.value)})
    return attendance


async def withdraw(context: CommandContext, attendance: Attendance) -> Registration:
    """Take back an attendance that was recorded by mistake."""
    registration = await Registration.get(id=attendance.registration_id)
    await hold_seats(registration.activity_id, registration.mode)
    moved = await Attendance.filter(id=attendance.id, is_withdrawn=False).update(
        is_withdrawn=True, withdrawn_at=clock.now()
    )
    if not moved:
        context.refuse("attendance_id", "ATTENDANCE_WITHDRAWN", "Kehadiran itu sudah ditarik.")
    if not await Attendance.exists(registration_id=registration.id, is_withdrawn=False):
        await move(registration, (ATTENDED,), CONFIRMED)
    await context.audit("withdraw", attendance)
    return registration


async def session_of_moment(
    activity: Activity, rule: ActivityRule, moment: datetime
) -> ActivitySession | None:
    """The session that is on, or begins so soon that people come in already."""
    opening = moment + timedelta(minutes=rule.check_in_minutes)
    return await (
        ActivitySession.filter(
            activity_id=activity.id, dropped_at=None, starts_at__lte=opening, ends_at__gte=moment
        )
        .order_by("starts_at", "id")
        .first()
    )
