"""Printing on paper what people are invited by and what they fill in."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import StoredFile
from kopukm_core.files.contents import WrittenContent, write_content
from kopukm_core.files.storing import save_row
from kopukm_core.papers.models import PrintedReport
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.choices import ActivityState, TargetState
from kopukm_core.scheduling.activities.commands.fields import ActivityId
from kopukm_core.scheduling.activities.feedback_paper import feedback_sheet
from kopukm_core.scheduling.activities.letters import letter_of, living_letters, number_letters
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.paper_jobs import PRINT_LETTERS, ask_for_paper
from kopukm_core.scheduling.activities.purposes import FEEDBACK_PAPER
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.activities.unreached import unreached_parties

MOST_LETTERS = 300
"""At once: whoever has no letter yet comes first."""


@command("core.print_invitations", title="Cetak surat undangan", permission=None, returns=PrintedReport)
class PrintInvitations:
    """Mencetak surat undangan bernomor bagi sasaran yang tidak dapat dicapai pesan, dalam satu berkas PDF.

    Paling banyak 300 surat sekaligus, yang belum bersurat lebih dahulu; berkasnya muncul begitu selesai disusun.
    """

    activity_id: ActivityId = ask("Kegiatan")
    everyone: bool | None = ask(
        "Semua yang diundang?", help="Ya: juga bagi yang undangannya sampai lewat pesan."
    )

    async def run(self, context: CommandContext) -> PrintedReport:
        activity = await run_activity(context, self.activity_id)
        if activity.state is not ActivityState.OPEN or activity.ends_at <= clock.now():
            context.refuse("activity_id", "ACTIVITY_STATE", "Kegiatan ini tidak sedang dibuka.")
        # One after the other: of two who print at once, the second finds every letter numbered.
        await Activity.select_for_update().get(id=activity.id)
        invited = ActivityTarget.filter(activity_id=activity.id, state=TargetState.INVITED)
        if not self.everyone:
            unreached = await unreached_parties(context.platform.messaging, activity)
            invited = invited.filter(party_id__in=[one.party_id for one in unreached])
        targets = await invited.select_related("party").order_by("id")
        if not targets:
            context.refuse(
                "activity_id",
                "NOBODY_TO_WRITE_TO",
                "Tidak ada undangan yang perlu dicetak: undang dahulu sasarannya.",
            )
        known = await living_letters(targets)
        chosen = sorted(targets, key=lambda one: letter_of(one) in known)[:MOST_LETTERS]
        await number_letters(context, activity, chosen)
        keys = [one.id for one in chosen]
        return await ask_for_paper(context, activity, PRINT_LETTERS, "Surat undangan", target_ids=keys)


@command("core.print_feedback_sheet", title="Cetak lembar umpan balik", permission=None, returns=StoredFile)
class PrintFeedbackSheet:
    """Mencetak lembar umpan balik kegiatan untuk diisi dengan pulpen; keterangan kegiatannya sudah terisi."""

    activity_id: ActivityId = ask("Kegiatan")

    _written: WrittenContent

    async def prepare(self, context: CommandContext) -> None:
        activity = await run_activity(context, self.activity_id)
        self._written = await write_content(context.platform, await feedback_sheet(context, activity))

    async def run(self, context: CommandContext) -> StoredFile:
        activity = await run_activity(context, self.activity_id)
        stored = await save_row(
            self._written,
            name=f"lembar-umpan-balik-{activity.id}.pdf",
            purpose=FEEDBACK_PAPER,
            actor=context.actor,
            region_code=activity.region_id,
            kept=True,
        )
        await context.audit("create", stored)
        return stored
