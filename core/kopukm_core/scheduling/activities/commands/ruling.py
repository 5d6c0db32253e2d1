"""The rules of activities and the forms of feedback, by kind and day; and what came of taking part."""

from __future__ import annotations

from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.access import run_registration
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.choices import ActivityKind, RegistrationState
from kopukm_core.scheduling.activities.commands.fields import RegistrationId
from kopukm_core.scheduling.activities.feedback import NewQuestion, store_form
from kopukm_core.scheduling.activities.feedback_models import FeedbackForm
from kopukm_core.scheduling.activities.models import ActivityRule
from kopukm_core.scheduling.activities.permissions import MANAGE_ACTIVITY_RULES
from kopukm_core.scheduling.activities.registration_models import Registration


@command(
    "core.set_activity_rule",
    title="Tetapkan aturan kegiatan",
    permission=MANAGE_ACTIVITY_RULES,
    returns=ActivityRule,
)
class SetActivityRule:
    """Menetapkan aturan kegiatan satu jenis sejak suatu hari; kegiatan yang sudah dibuat memakai aturan lamanya."""

    kind: ActivityKind = ask("Jenis kegiatan")
    effective_on: date = ask("Berlaku sejak")
    persons_per_party: int = ask("Paling banyak orang per koperasi atau usaha", minimum=1, maximum=100)
    offer_hours: int = ask("Berapa jam tawaran tempat berlaku", minimum=1, maximum=720)
    no_show_grace_hours: int = ask("Berapa jam sesudah selesai baru dianggap tidak hadir", maximum=720)
    check_in_minutes: int = ask("Berapa menit sebelum sesi kehadiran boleh dicatat", maximum=1440)
    session_code_minutes: int = ask("Berapa menit kode QR sesi berlaku", minimum=1, maximum=1440)
    certificate_percent: int = ask("Bagian sesi untuk sertifikat, dalam persen", minimum=1, maximum=100)
    rest_days: int | None = ask(
        "Berapa hari sesudah diundang berada di belakang antrean",
        help="Yang diundang dalam sekian hari terakhir diusulkan sesudah semua yang lain. Kosong berarti 0.",
        maximum=3_650,
    )
    source: str = ask("Dasarnya", minimum_length=3, maximum_length=300)

    async def run(self, context: CommandContext) -> ActivityRule:
        if await ActivityRule.exists(kind=self.kind, effective_on=self.effective_on):
            context.refuse("effective_on", "RULE_EXISTS", "Untuk hari itu sudah ada aturan: pilih hari lain.")
        rule = await ActivityRule.create(
            kind=self.kind,
            effective_on=self.effective_on,
            persons_per_party=self.persons_per_party,
            offer_hours=self.offer_hours,
            no_show_grace_hours=self.no_show_grace_hours,
            check_in_minutes=self.check_in_minutes,
            session_code_minutes=self.session_code_minutes,
            certificate_percent=self.certificate_percent,
            rest_days=self.rest_days or 0,
            source=self.source,
            recorded_at=clock.now(),
        )
        await context.audit("create", rule)
        return rule


@command(
    "core.set_feedback_form",
    title="Tetapkan formulir umpan balik",
    permission=MANAGE_ACTIVITY_RULES,
    returns=FeedbackForm,
)
class SetFeedbackForm:
    """Menetapkan versi baru formulir umpan balik satu jenis kegiatan; jawaban lama tetap pada versinya."""

    kind: ActivityKind = ask("Jenis kegiatan")
    effective_on: date = ask("Berlaku sejak")
    title: str = ask("Judul", maximum_length=200)
    source: str = ask("Dasarnya", minimum_length=3, maximum_length=300)
    scale_questions: list[str] = ask(
        "Pertanyaan berskala", help="Tulis unsur: pertanyaan.", example="Waktu: Apakah tepat waktu?"
    )
    text_questions: list[str] | None = ask("Pertanyaan uraian")

    async def run(self, context: CommandContext) -> FeedbackForm:
        questions = [NewQuestion.scale(text) for text in self.scale_questions]
        questions += [NewQuestion.text_of(text) for text in self.text_questions or ()]
        if not 1 <= len(questions) <= 50:
            context.refuse("scale_questions", "WRONG_NUMBER", "Tulis 1 sampai 50 pertanyaan.")
        form = await store_form(self.kind, self.effective_on, self.title, self.source, questions)
        await context.audit("create", form)
        return form


@command("core.record_outcome", title="Catat hasil peserta", permission=None, returns=Registration)
class RecordOutcome:
    """Mencatat hasil seseorang dari kegiatan yang diikutinya, misalnya nilai akhir pelatihan."""

    registration_id: RegistrationId = ask("Pendaftaran")
    outcome: str = ask("Hasil", maximum_length=500)

    async def run(self, context: CommandContext) -> Registration:
        activity, registration = await run_registration(context, self.registration_id)
        if registration.state is not RegistrationState.ATTENDED:
            context.refuse("registration_id", "NOT_ATTENDED", "Orang ini tidak tercatat hadir.")
        await Registration.filter(id=registration.id).update(outcome=self.outcome, changed_at=clock.now())
        await registration.refresh_from_db()
        await context.audit("update", registration)
        await announce(context, activity)
        return registration
