"""Who was there: recorded by code, by name, from a list, or by the person, once for each session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_core.messaging.template import shown_value
from kopukm_core.scheduling.activities.choices import AttendanceMethod, AttendanceMode, RegistrationState
from kopukm_core.scheduling.activities.creating import MODES
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.moving import move
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import Attendance, Registration
from kopukm_core.scheduling.activities.seats import hold_seats
from kopukm_core.values import short_date

CONFIRMED, OFFERED, ATTENDED, NO_SHOW = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.ATTENDED,
    RegistrationState.NO_SHOW,
)
_COLUMNS = (
    "id", "session_id", "registration_id", "mode", "method", "recorded_by", "recorded_at", "is_withdrawn",
)  # fmt: skip
MAY_ATTEND = (CONFIRMED, OFFERED, ATTENDED, NO_SHOW)
"""Who holds a seat may come; an offer is accepted by coming, and who was called absent may be found on the list."""


async def attend(
    context: CommandContext,
    session: ActivitySession,
    registration: Registration,
    method: AttendanceMethod,
    mode: AttendanceMode | None = None,
) -> Attendance:
    """Record that the person was there. Recorded again, it answers what is there, with a remark since when.

    The index on attendance is the last word where two record it at once.
    """
    if registration.activity_id != session.activity_id:
        context.refuse("registration_id", "OTHER_ACTIVITY", "Pendaftaran itu untuk kegiatan lain.")
    _refuse_ahead(context, session)
    known = await Attendance.get_or_none(
        session_id=session.id, registration_id=registration.id, is_withdrawn=False
    )
    if known is not None:
        told = f"{known.recorded_at.astimezone(context.settings.time_zone):%H.%M}"
        context.remark("", "ALREADY_PRESENT", f"Orang ini sudah tercatat hadir pada sesi ini, pukul {told}.")
        return known
    await hold_seats(registration.activity_id, registration.mode)
    await registration.refresh_from_db()
    _refuse_without_seat(context, registration, "registration_id")
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


async def attend_all(
    context: CommandContext,
    activity: Activity,
    session: ActivitySession,
    keys: Sequence[int],
    mode: AttendanceMode | None = None,
) -> int:
    """Record the lines of a paper list, all or none; how many people were there. Some ten statements for any number."""
    _refuse_ahead(context, session)
    for each in MODES[activity.mode]:
        await hold_seats(activity.id, each)
    found = {one.id: one for one in await Registration.filter(activity_id=activity.id, id__in=list(keys))}
    for place, key in enumerate(keys):
        field = f"registration_ids.{place}"
        if key not in found:
            context.refuse(field, "NO_SUCH_REGISTRATION", "Pendaftaran itu tidak ada.")
        _refuse_without_seat(context, found[key], field)
    there = Attendance.filter(session_id=session.id, registration_id__in=list(found), is_withdrawn=False)
    known = set(await numbers_of(there, "registration_id"))
    fresh = [one for one in found.values() if one.id not in known]
    moment = clock.now()
    coming = Registration.filter(activity_id=activity.id, id__in=[one.id for one in fresh])
    await coming.exclude(state=ATTENDED).update(state=ATTENDED, changed_at=moment, offer_expires_at=None)
    ids = await reserve_ids(Attendance, len(fresh))
    rows = [
        (
            key, session.id, one.id, mode or one.mode, AttendanceMethod.LIST, context.actor.key, moment, False,
        )
        for key, one in zip(ids, fresh, strict=True)
    ]  # fmt: skip
    await copy_rows(Attendance, _COLUMNS, rows)
    changes = [{"state": (one.state.value, ATTENDED.value)} for one in fresh]
    await audit_many(context, "create", Attendance, ids, changes)
    return len(found)


def _refuse_ahead(context: CommandContext, session: ActivitySession) -> None:
    """Refuse attendance at a session whose day has not come, however it is told."""
    day = session.starts_at.astimezone(context.settings.time_zone).date()
    if context.today < day:
        message = f"Sesi ini baru diadakan {short_date(day)}: catat kehadirannya sejak hari itu."
        context.refuse("session_id", "SESSION_AHEAD", message)


def refuse_mode(context: CommandContext, activity: Activity, mode: AttendanceMode | None) -> None:
    """Refuse an attendance in a way that the activity is not held."""
    if mode is not None and mode not in MODES[activity.mode]:
        context.refuse(
            "mode", "MODE_NOT_OFFERED", f"Kegiatan ini tidak diadakan secara {mode.label.lower()}."
        )


def refuse_other_day(context: CommandContext, session: ActivitySession, rule: ActivityRule) -> None:
    """Refuse a code that is shown before people come in to the session, or after its day: a list is entered then."""
    zone, moment = context.settings.time_zone, clock.now()
    opens = session.starts_at - timedelta(minutes=rule.check_in_minutes)
    if moment < opens:
        told = shown_value(opens, context.platform.messaging.context())
        context.refuse("session_id", "SESSION_AHEAD", f"Kode peserta sesi ini dicatat mulai {told}.")
    if moment > session.ends_at and moment.astimezone(zone).date() > session.ends_at.astimezone(zone).date():
        message = "Hari sesi ini sudah lewat: catat kehadirannya dari daftar hadir."
        context.refuse("session_id", "SESSION_PAST", message)


def _refuse_without_seat(context: CommandContext, registration: Registration, field: str) -> None:
    if registration.state not in MAY_ATTEND:
        label = registration.state.label.lower()
        message = f"Orang ini tidak mempunyai tempat pada kegiatan ini: {label}."
        context.refuse(field, "NOT_CONFIRMED", message)


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
