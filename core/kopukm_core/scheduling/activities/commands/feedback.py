"""Giving feedback, and entering that of paper."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.codes import written_code
from kopukm_core.scheduling.activities.commands.fields import ActivityId, RegistrationId
from kopukm_core.scheduling.activities.feedback import store_sheet
from kopukm_core.scheduling.activities.feedback_models import FeedbackSheet
from kopukm_core.scheduling.activities.registration_models import Registration

_SCORES = "Nilai 1 sampai 4 untuk setiap pertanyaan berskala, berurutan."


@command("core.give_feedback", title="Beri umpan balik", permission=None)
class GiveFeedback:
    """Memberi umpan balik atas kegiatan yang diikuti: dengan kode peserta, atau untuk pendaftaran sendiri; sekali."""

    check_in_code: str | None = ask("Kode peserta", maximum_length=60, secret=True)
    registration_id: RegistrationId | None = ask("Pendaftaran", help="Bila masuk sebagai anggota.")
    scores: list[int] = ask("Nilai", help=_SCORES)
    remark: str | None = ask("Saran dan masukan", maximum_length=2000)

    async def run(self, context: CommandContext) -> None:
        registration = await self._whose(context)
        if registration.state is not RegistrationState.ATTENDED:
            context.refuse("", "NOT_ATTENDED", "Umpan balik diberikan oleh yang tercatat hadir.")
        if await FeedbackSheet.exists(registration_id=registration.id):
            context.refuse("", "ALREADY_ANSWERED", "Umpan balik untuk kegiatan ini sudah diberikan.")
        await store_sheet(
            context,
            registration.activity,
            self.scores,
            self.remark or "",
            registration_id=registration.id,
        )

    async def _whose(self, context: CommandContext) -> Registration:
        if self.check_in_code:
            found = Registration.filter(check_in_code=written_code(self.check_in_code))
        else:
            found = Registration.filter(
                id=self.registration_id or 0, party_id__in=sorted(context.actor.party_ids)
            )
        registration = await found.first().select_related("activity")
        if registration is None:
            context.refuse("check_in_code", "CODE_UNKNOWN", "Kode atau pendaftaran itu tidak dikenal.")
        return registration


@command("core.enter_feedback", title="Catat lembar umpan balik", permission=None)
class EnterFeedback:
    """Mencatat lembar umpan balik kertas, yang bernomor dan tanpa nama."""

    activity_id: ActivityId = ask("Kegiatan", synonyms=("nomor kegiatan",))
    paper_number: int = ask("Nomor lembar", minimum=1, maximum=1_000_000)
    scores: list[int] = ask("Nilai", help=_SCORES)
    remark: str | None = ask("Saran dan masukan", maximum_length=2000)

    async def run(self, context: CommandContext) -> None:
        activity = await run_activity(context, self.activity_id)
        if await FeedbackSheet.exists(activity_id=activity.id, paper_number=self.paper_number):
            context.refuse("paper_number", "SHEET_ENTERED", "Lembar dengan nomor itu sudah dicatat.")
        await store_sheet(context, activity, self.scores, self.remark or "", paper_number=self.paper_number)
        entered = await FeedbackSheet.filter(activity_id=activity.id).count()
        attended = await Registration.filter(
            activity_id=activity.id, state=RegistrationState.ATTENDED
        ).count()
        if entered > attended:
            message = f"Sudah {entered} lembar, sedangkan yang tercatat hadir {attended} orang."
            context.remark("paper_number", "MORE_SHEETS_THAN_PEOPLE", message)
