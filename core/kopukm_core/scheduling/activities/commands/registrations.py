"""Registering for an activity, giving a place up, answering an offer."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotAllowedError
from kopukm_core.scheduling.activities.access import require_activity, runs_activity
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.choices import AttendanceMode, PersonRole
from kopukm_core.scheduling.activities.codes import written_code
from kopukm_core.scheduling.activities.commands.fields import ActivityId, PartyId, RegistrationId
from kopukm_core.scheduling.activities.creating import MODES
from kopukm_core.scheduling.activities.leaving import accept, leave
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.notices import tell_registered
from kopukm_core.scheduling.activities.registering import Newcomer, register
from kopukm_core.scheduling.activities.registration_models import Registration


@command("core.register_participant", title="Daftar kegiatan", permission=None, returns=Registration)
class RegisterParticipant:
    """Mendaftarkan seseorang dari koperasi atau usaha pada sebuah kegiatan: oleh anggotanya sendiri, atau petugas.

    Bila tempat penuh, ia masuk daftar tunggu.
    """

    activity_id: ActivityId = ask("Kegiatan")
    party_id: PartyId = ask("Koperasi atau usaha")
    person_name: str = ask("Nama yang datang", personal=True, maximum_length=150)
    person_role: PersonRole = ask("Kedudukannya")
    mode: AttendanceMode | None = ask("Cara ikut", help="Kosong bila hanya ada satu cara.")

    async def run(self, context: CommandContext) -> Registration:
        context.person = f"party:{self.party_id}"
        activity = await Activity.get_or_none(id=self.activity_id)
        if activity is None or not (
            activity.is_public or runs_activity(context.platform, context.actor, activity)
        ):
            context.refuse("activity_id", "NO_SUCH_ACTIVITY", "Kegiatan itu tidak ada.")
        by_staff = self.party_id not in context.actor.party_ids
        if by_staff:
            await _require_staff(context, activity)
        mode = _mode(context, activity, self.mode)
        newcomer = Newcomer(self.party_id, self.person_name, self.person_role, mode, by_staff=by_staff)
        registration = await register(context, activity, newcomer)
        await tell_registered(activity, registration)
        await announce(context, activity)
        return registration


@command("core.cancel_registration", title="Batalkan pendaftaran", permission=None, returns=Registration)
class CancelRegistration:
    """Membatalkan pendaftaran seseorang; tempatnya ditawarkan kepada yang menunggu."""

    registration_id: RegistrationId = ask("Pendaftaran")
    reason: str | None = ask("Alasan", maximum_length=500)

    async def run(self, context: CommandContext) -> Registration:
        registration = await Registration.get_or_none(id=self.registration_id).select_related("activity")
        if registration is None:
            context.refuse("registration_id", "NO_SUCH_REGISTRATION", "Pendaftaran itu tidak ada.")
        activity = registration.activity
        if registration.party_id not in context.actor.party_ids:
            await require_activity(context, activity.programme, activity.region_id)
        await leave(context, activity, registration, self.reason or "")
        await announce(context, activity)
        return registration


@command("core.answer_offer", title="Jawab tawaran tempat", permission=None)
class AnswerOffer:
    """Menerima atau menolak tempat yang ditawarkan, dengan kode di dalam pesannya; juga membatalkan pendaftaran."""

    answer_code: str = ask("Kode jawaban", maximum_length=60, secret=True)
    accept: bool = ask("Diterima?")

    async def run(self, context: CommandContext) -> None:
        code = written_code(self.answer_code)
        registration = await Registration.get_or_none(answer_code=code).select_related("activity")
        if registration is None:
            context.refuse("answer_code", "CODE_UNKNOWN", "Kode itu tidak dikenal.")
        activity = registration.activity
        if self.accept:
            await accept(context, activity, registration)
            await tell_registered(activity, registration)
        else:
            await leave(context, activity, registration)
        await announce(context, activity)


async def _require_staff(context: CommandContext, activity: Activity) -> None:
    try:
        await require_activity(context, activity.programme, activity.region_id)
    except NotAllowedError:
        raise NotAllowedError(
            "Anda bukan anggota koperasi atau usaha itu.",
            remedy="Minta diakui sebagai anggotanya (requestMembership), lalu tunggu keputusan dinas.",
        ) from None


def _mode(context: CommandContext, activity: Activity, given: AttendanceMode | None) -> AttendanceMode:
    if given is not None:
        return given
    if len(MODES[activity.mode]) > 1:
        context.refuse("mode", "REQUIRED", "Pilih tatap muka atau daring.")
    return MODES[activity.mode][0]
