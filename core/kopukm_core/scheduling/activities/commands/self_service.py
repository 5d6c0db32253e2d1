"""Recording one's own attendance with the code shown in the room, and whoever comes unannounced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import connection
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.register import create_party
from kopukm_core.scheduling.activities.access import run_session
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.attending import MAY_ATTEND, attend, refuse_mode
from kopukm_core.scheduling.activities.choices import AttendanceMethod, AttendanceMode, PersonRole
from kopukm_core.scheduling.activities.codes import new_code, written_code
from kopukm_core.scheduling.activities.commands.fields import PartyId, SessionId
from kopukm_core.scheduling.activities.models import ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.registering import Newcomer, register
from kopukm_core.scheduling.activities.registration_models import Registration, SessionCode


@dataclass(frozen=True, slots=True)
class SessionCodeMade:
    """Kode yang ditampilkan di ruangan."""

    code: str = field(metadata={"description": "Isi kode QR sesi."})
    expires_at: datetime = field(metadata={"description": "Sampai kapan berlaku."})


@command(
    "core.show_session_code",
    title="Tampilkan kode sesi",
    permission=None,
    returns=SessionCodeMade,
    credential=True,
)
class ShowSessionCode:
    """Membuat kode QR sesi yang berlaku sebentar, supaya peserta mencatat kehadirannya sendiri."""

    session_id: SessionId = ask("Sesi")
    mode: AttendanceMode = ask("Untuk yang hadir di tempat atau daring")

    async def run(self, context: CommandContext) -> SessionCodeMade:
        activity, session = await run_session(context, self.session_id)
        refuse_mode(context, activity, self.mode)
        rule = await ActivityRule.get(id=activity.rule_id)
        moment = clock.now()
        if not _is_on(session, rule, moment):
            context.refuse("session_id", "NO_SESSION_NOW", "Sesi ini belum dimulai, atau sudah selesai.")
        made = await SessionCode.create(
            session_id=session.id,
            code=new_code(),
            mode=self.mode,
            made_by=context.actor.key,
            made_at=moment,
            expires_at=moment + timedelta(minutes=rule.session_code_minutes),
        )
        await context.audit("create", made)
        return SessionCodeMade(made.code, made.expires_at)


@command("core.check_in_self", title="Catat kehadiran sendiri", permission=None)
class CheckInSelf:
    """Mencatat kehadiran sendiri dengan kode QR sesi, oleh anggota yang masuk atau dengan kode pesertanya."""

    session_code: str = ask("Kode sesi", maximum_length=60, secret=True)
    check_in_code: str | None = ask("Kode peserta", maximum_length=60, secret=True)

    async def run(self, context: CommandContext) -> None:
        shown = await SessionCode.get_or_none(code=written_code(self.session_code)).select_related("session")
        if shown is None or shown.expires_at <= clock.now() or shown.session.dropped_at is not None:
            context.refuse(
                "session_code", "CODE_UNKNOWN", "Kode sesi itu tidak berlaku: pindai lagi yang terbaru."
            )
        registration = await self._whose(context, shown.session)
        await attend(context, shown.session, registration, AttendanceMethod.SELF, shown.mode)
        activity = await shown.session.activity
        await announce(context, activity)

    async def _whose(self, context: CommandContext, session: ActivitySession) -> Registration:
        placed = Registration.filter(activity_id=session.activity_id, state__in=list(MAY_ATTEND))
        if self.check_in_code:
            one = await placed.get_or_none(check_in_code=written_code(self.check_in_code))
            if one is None:
                context.refuse("check_in_code", "CODE_UNKNOWN", "Kode peserta itu tidak dikenal.")
            return one
        own = await placed.filter(party_id__in=sorted(context.actor.party_ids)).limit(2)
        if len(own) != 1:
            context.refuse("check_in_code", "REQUIRED", "Tulis kode peserta dari konfirmasi pendaftaran.")
        return own[0]


@command("core.register_walk_in", title="Catat yang datang langsung", permission=None, returns=Registration)
class RegisterWalkIn:
    """Mendaftarkan orang yang datang tanpa mendaftar, sekaligus mencatat kehadirannya."""

    session_id: SessionId = ask("Sesi")
    party_id: PartyId | None = ask("Koperasi atau usaha", help="Kosong bila datang atas nama sendiri.")
    person_name: str = ask("Nama", personal=True, maximum_length=150)
    person_role: PersonRole = ask("Kedudukannya")
    mode: AttendanceMode = ask("Hadir di tempat atau daring")

    async def run(self, context: CommandContext) -> Registration:
        activity, session = await run_session(context, self.session_id)
        context.person = f"activity:{activity.id}"
        party_id = self.party_id
        if party_id is None:
            party = await create_party(
                connection(), kind=PartyKind.PERSON, name=self.person_name, region_code=activity.region_id
            )
            party_id = party.id
        newcomer = Newcomer(
            party_id, self.person_name, self.person_role, self.mode, by_staff=True, is_walk_in=True
        )
        registration = await register(context, activity, newcomer)
        context.person = f"party:{party_id}"
        await attend(context, session, registration, AttendanceMethod.NAME, self.mode)
        await announce(context, activity)
        return registration


def _is_on(session: ActivitySession, rule: ActivityRule, moment: datetime) -> bool:
    begins = session.starts_at - timedelta(minutes=rule.check_in_minutes)
    return begins <= moment <= session.ends_at
