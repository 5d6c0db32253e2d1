"""Reporting an annual members' meeting (RAT)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import CountType, Year
from kopukm_siopik.commands.fields import CooperativeId
from kopukm_siopik.models import AnnualMeeting
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.finding import writable_cooperative
from kopukm_siopik.recording.meetings import Meeting, check_meeting, store_meeting
from kopukm_siopik.recording.remarking import remark_all
from kopukm_siopik.rules import meeting_doubts, year_doubts


@command(
    "siopik.report_annual_meeting",
    title="Laporkan RAT",
    permission=WRITE,
    members=True,
    returns=AnnualMeeting,
    updates=True,
)
class ReportAnnualMeeting:
    """Mencatat Rapat Anggota Tahunan (RAT) yang sudah dilaksanakan untuk satu tahun buku."""

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    year: Year = ask("Tahun buku", example="2025")
    held_on: date = ask("Tanggal RAT", example="27 Maret 2026")
    attendees: Annotated[int, CountType()] | None = ask("Jumlah peserta")

    async def run(self, context: CommandContext) -> AnnualMeeting:
        cooperative = await writable_cooperative(context, self.cooperative_id)
        meeting = Meeting(self.cooperative_id, self.year, self.held_on, self.attendees)
        check_meeting(context, meeting, "held_on")
        remark_all(
            context,
            year_doubts(self.year, cooperative.legal_entity_date, cooperative.status, context.today),
            meeting_doubts(self.year, self.held_on, "held_on"),
        )
        await announce([(cooperative.id, cooperative.region_id)])
        return await store_meeting(context, meeting)
