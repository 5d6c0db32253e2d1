"""Reporting a cooperative's figures of one book year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from kopukm_core.commands import CommandContext, RowResult, UndoEntry, UndoResult, ask, command
from kopukm_core.values import CountType, Rupiah, Year
from kopukm_siopik.commands.fields import CooperativeId
from kopukm_siopik.models import YearlyReport
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.finding import writable_cooperative
from kopukm_siopik.recording.remarking import remark_all
from kopukm_siopik.recording.reports import FIGURES, Figures, store_report, store_reports
from kopukm_siopik.recording.undoing_reports import report_names, undo_reports
from kopukm_siopik.rules import balance_doubts, meeting_doubts, year_doubts

Count = Annotated[int, CountType()]


@command(
    "siopik.report_year",
    title="Laporkan tahun buku",
    permission=WRITE,
    members=True,
    returns=YearlyReport,
    updates=True,
)
class ReportYear:
    """Mencatat laporan tahunan koperasi: anggota, karyawan, dan keuangan satu tahun buku."""

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    year: Year = ask("Tahun buku", example="2025", synonyms=("Tahun_Buku",))
    members_male: Count | None = ask("Anggota pria")
    members_female: Count | None = ask("Anggota wanita")
    prospective_members: Count | None = ask("Calon anggota")
    employees: Count | None = ask("Karyawan")
    managers: Count | None = ask("Manajer")
    equity: Rupiah | None = ask("Modal sendiri", help="Rupiah; boleh minus.")
    external_capital: Rupiah | None = ask("Modal luar", minimum=0)
    assets: Rupiah | None = ask("Aset", minimum=0)
    business_volume: Rupiah | None = ask("Volume usaha", help="Omzet setahun.", minimum=0)
    surplus: Rupiah | None = ask("SHU", help="Sisa hasil usaha; minus bila rugi.")
    annual_meeting_on: date | None = ask("Tanggal RAT", help="Kosongkan bila belum RAT.")

    async def run(self, context: CommandContext) -> YearlyReport:
        cooperative = await writable_cooperative(context, self.cooperative_id)
        figures = Figures.of(self)
        figures.check(context)
        report = await store_report(context, figures)
        await announce([(cooperative.id, cooperative.region_id)])
        remark_all(
            context,
            year_doubts(self.year, cooperative.legal_entity_date, cooperative.status, context.today),
            meeting_doubts(self.year, self.annual_meeting_on, "annual_meeting_on"),
            balance_doubts({name: getattr(report, name) for name in FIGURES}),
        )
        return report

    @classmethod
    async def run_batch(cls, inputs: Sequence[ReportYear], context: CommandContext) -> list[RowResult]:
        """Each row is created, replaces the present report of its year, or changes nothing."""
        return await store_reports(context, [Figures.of(one) for one in inputs])

    @classmethod
    async def undo_many(cls, context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
        """The report or meeting that each one replaced holds again."""
        return await undo_reports(context, entries)

    @classmethod
    async def undo_names(cls, entries: Sequence[UndoEntry]) -> list[str]:
        """What each is known by."""
        return await report_names(entries)
