"""Printing what is handed to participants: their cards before, their certificates after."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.papers.models import PrintedReport
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.cards import CARRIED
from kopukm_core.scheduling.activities.commands.fields import ActivityId
from kopukm_core.scheduling.activities.paper_jobs import PRINT_CARDS, PRINT_CERTIFICATES, ask_for_paper
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.unreached import unreached_parties

MOST_CARDS = 1_000


@command("core.print_participant_cards", title="Cetak kartu peserta", permission=None, returns=PrintedReport)
class PrintParticipantCards:
    """Mencetak kartu berkode hadir bagi peserta yang tidak dapat dicapai pesan, delapan kartu satu lembar."""

    activity_id: ActivityId = ask("Kegiatan")
    everyone: bool | None = ask("Semua peserta?", help="Ya: juga yang konfirmasinya sampai lewat pesan.")

    async def run(self, context: CommandContext) -> PrintedReport:
        activity = await run_activity(context, self.activity_id)
        if activity.ends_at <= clock.now():
            context.refuse("activity_id", "ACTIVITY_OVER", "Kegiatan ini sudah selesai.")
        seated = Registration.filter(activity_id=activity.id, state__in=list(CARRIED))
        if not self.everyone:
            unreached = await unreached_parties(context.platform.messaging, activity)
            seated = seated.filter(party_id__in=[one.party_id for one in unreached])
        keys = await numbers_of(seated.order_by("id").limit(MOST_CARDS), "id")
        if not keys:
            context.refuse("activity_id", "NOBODY_TO_PRINT_FOR", "Tidak ada peserta yang memerlukan kartu.")
        return await ask_for_paper(context, activity, PRINT_CARDS, "Kartu peserta", registration_ids=keys)


@command("core.print_certificates", title="Cetak sertifikat", permission=None, returns=PrintedReport)
class PrintCertificates:
    """Mencetak semua sertifikat yang sudah diterbitkan menjadi satu berkas, satu halaman bagi tiap orang."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> PrintedReport:
        activity = await run_activity(context, self.activity_id)
        if not await Registration.filter(activity_id=activity.id).exclude(certificate_number="").exists():
            message = "Belum ada sertifikat: terbitkan dahulu."
            context.refuse("activity_id", "NO_CERTIFICATES", message)
        return await ask_for_paper(context, activity, PRINT_CERTIFICATES, "Sertifikat")
