"""Recording who was there."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.privacy import find_by
from kopukm_core.scheduling.activities.access import run_activity, run_registration, run_session
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.attending import (
    MAY_ATTEND,
    NO_SHOW,
    attend,
    attend_all,
    refuse_mode,
    refuse_other_day,
    session_of_moment,
    withdraw,
)
from kopukm_core.scheduling.activities.choices import (
    ActivityState,
    AttendanceMethod,
    AttendanceMode,
    RegistrationState,
)
from kopukm_core.scheduling.activities.codes import written_code
from kopukm_core.scheduling.activities.commands.fields import (
    ActivityId,
    AttendanceId,
    PartyId,
    RegistrationId,
    SessionId,
)
from kopukm_core.scheduling.activities.models import Activity, ActivityRule
from kopukm_core.scheduling.activities.moving import move
from kopukm_core.scheduling.activities.registration_models import Attendance, Registration
from kopukm_core.scheduling.activities.seats import hold_seats
from kopukm_core.scheduling.activities.settling import mark_no_shows, was_attended


@dataclass(frozen=True, slots=True)
class AttendanceRecorded:
    """Banyaknya orang yang dicatat."""

    count: int = field(metadata={"description": "Banyaknya orang yang dicatat."})


@command("core.check_in", title="Catat hadir dengan kode", permission=None, returns=Registration)
class CheckIn:
    """Mencatat kehadiran dengan kode QR peserta, pada sesi yang disebut atau yang sedang berlangsung."""

    check_in_code: str = ask("Kode peserta", maximum_length=60, secret=True)
    session_id: SessionId | None = ask("Sesi", help="Kosong berarti yang sedang berlangsung.")
    mode: AttendanceMode | None = ask(
        "Hadir di tempat atau daring", help="Kosong berarti sesuai pendaftarannya."
    )

    async def run(self, context: CommandContext) -> Registration:
        registration = await Registration.get_or_none(check_in_code=written_code(self.check_in_code))
        if registration is None:
            context.refuse("check_in_code", "CODE_UNKNOWN", "Kode itu tidak dikenal.")
        activity = await run_activity(context, registration.activity_id, "check_in_code")
        refuse_mode(context, activity, self.mode)
        rule = await ActivityRule.get(id=activity.rule_id)
        if self.session_id is not None:
            _, session = await run_session(context, self.session_id)
            refuse_other_day(context, session, rule)
        else:
            found = await session_of_moment(activity, rule, clock.now())
            if found is None:
                context.refuse("session_id", "NO_SESSION_NOW", "Tidak ada sesi sekarang: sebutkan sesinya.")
            session = found
        await attend(context, session, registration, AttendanceMethod.CODE, self.mode)
        await announce(context, activity)
        return registration


@command("core.check_in_by_name", title="Catat hadir dengan nama", permission=None, returns=Registration)
class CheckInByName:
    """Mencatat kehadiran seseorang menurut namanya, sebagaimana didaftarkan."""

    session_id: SessionId = ask("Sesi")
    person_name: str = ask("Nama", personal=True, maximum_length=150)
    party_id: PartyId | None = ask("Koperasi atau usaha", help="Perlu bila ada dua orang yang senama.")

    async def run(self, context: CommandContext) -> Registration:
        activity, session = await run_session(context, self.session_id)
        context.person = f"activity:{activity.id}"
        named = Registration.filter(activity_id=activity.id, state__in=list(MAY_ATTEND))
        if self.party_id is not None:
            named = named.filter(party_id=self.party_id)
        found: list[Registration] = await find_by(Registration, "person_name", self.person_name, named).limit(
            2
        )
        if not found:
            context.refuse("person_name", "NAME_UNKNOWN", "Tidak ada peserta dengan nama itu.")
        if len(found) > 1:
            context.refuse(
                "party_id", "SEVERAL_OF_NAME", "Ada dua peserta yang senama: sebutkan koperasinya."
            )
        context.person = f"party:{found[0].party_id}"
        await attend(context, session, found[0], AttendanceMethod.NAME)
        await announce(context, activity)
        return found[0]


@command("core.record_attendance", title="Catat daftar hadir", permission=None, returns=AttendanceRecorded)
class RecordAttendance:
    """Mencatat kehadiran banyak orang sekaligus dari daftar hadir kertas."""

    session_id: SessionId = ask("Sesi")
    registration_ids: list[RegistrationId] = ask("Pendaftaran yang hadir")
    mode: AttendanceMode | None = ask(
        "Hadir di tempat atau daring", help="Kosong berarti sesuai pendaftarannya."
    )

    async def run(self, context: CommandContext) -> AttendanceRecorded:
        activity, session = await run_session(context, self.session_id)
        refuse_mode(context, activity, self.mode)
        count = await attend_all(context, activity, session, self.registration_ids, self.mode)
        await announce(context, activity)
        return AttendanceRecorded(count)


@command("core.withdraw_attendance", title="Tarik kehadiran", permission=None, returns=Registration)
class WithdrawAttendance:
    """Menarik kehadiran yang keliru dicatat."""

    attendance_id: AttendanceId = ask("Kehadiran")

    async def run(self, context: CommandContext) -> Registration:
        attendance = await Attendance.get_or_none(id=self.attendance_id).select_related("registration")
        if attendance is None:
            context.refuse("attendance_id", "NO_SUCH_ATTENDANCE", "Kehadiran itu tidak ada.")
        activity = await run_activity(context, attendance.registration.activity_id, "attendance_id")
        registration = await withdraw(context, attendance)
        await announce(context, activity)
        return registration


@command("core.mark_no_shows", title="Catat yang tidak hadir", permission=None, returns=AttendanceRecorded)
class MarkNoShows:
    """Mencatat yang terdaftar dan tidak datang, sesudah kegiatan selesai; kehadiran yang dicatat kemudian
    menghapusnya."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> AttendanceRecorded:
        activity = await run_activity(context, self.activity_id)
        if activity.ends_at > clock.now():
            context.refuse("activity_id", "ACTIVITY_NOT_OVER", "Kegiatan ini belum selesai.")
        if not await was_attended(activity.id):
            message = "Belum ada kehadiran yang dicatat: masukkan dahulu daftar hadirnya."
            context.refuse("activity_id", "NO_ATTENDANCE", message)
        count = await mark_no_shows(activity)
        await Activity.filter(id=activity.id, state__in=[ActivityState.OPEN, ActivityState.CLOSED]).update(
            state=ActivityState.HELD, changed_at=clock.now()
        )
        await context.audit("mark", activity, {"no_shows": (None, count)})
        await announce(context, activity)
        return AttendanceRecorded(count)


@command("core.undo_no_show", title="Batalkan catatan tidak hadir", permission=None, returns=Registration)
class UndoNoShow:
    """Menghapus catatan tidak hadir yang keliru."""

    registration_id: RegistrationId = ask("Pendaftaran")
    reason: str | None = ask("Alasan", maximum_length=500)

    async def run(self, context: CommandContext) -> Registration:
        activity, registration = await run_registration(context, self.registration_id)
        await hold_seats(activity.id, registration.mode)
        if not await move(registration, (NO_SHOW,), RegistrationState.CONFIRMED, reason=self.reason or ""):
            context.refuse("registration_id", "NOT_ABSENT", "Orang ini tidak tercatat tidak hadir.")
        await context.audit("update", registration, {"state": (NO_SHOW.value, registration.state.value)})
        await announce(context, activity)
        return registration
