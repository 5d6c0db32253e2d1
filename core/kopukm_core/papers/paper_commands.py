"""Taking a number, withdrawing a paper, and deciding how papers are numbered."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.papers.issuing import issue_paper
from kopukm_core.papers.models import IssuedPaper, PaperNumbering
from kopukm_core.papers.numbering import pattern_fault, written_number
from kopukm_core.papers.permissions import ISSUE_PAPERS, MANAGE_PAPERS
from kopukm_core.values import RecordIdType, RegionCode


@command(
    "core.take_paper_number",
    title="Ambil nomor surat",
    permission=ISSUE_PAPERS,
    returns=IssuedPaper,
)
class TakePaperNumber:
    """Mengambil nomor berikutnya bagi surat yang ditulis sendiri oleh kantor, beserta kode pemeriksaannya."""

    kind: str = ask("Jenis", help="Bawaan: letter (surat).", default="letter", maximum_length=60)
    subject: str = ask("Hal", example="Undangan rapat koordinasi", maximum_length=300)
    recipient: str | None = ask(
        "Kepada", help="Hanya huruf awalnya yang disimpan.", maximum_length=200, personal=True
    )
    issued_on: date | None = ask("Tanggal surat", help="Kosong berarti hari ini.")
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti seluruh wilayah dinas.")

    async def run(self, context: CommandContext) -> IssuedPaper:
        context.require(ISSUE_PAPERS, self.region_code or context.settings.region_code)
        if self.issued_on is not None and self.issued_on > context.today:
            context.refuse("issued_on", "IN_THE_FUTURE", "Tanggal surat belum tiba.")
        return await issue_paper(
            context,
            self.kind,
            subject=self.subject,
            name=self.recipient or "",
            issued_on=self.issued_on,
            region_code=self.region_code,
        )


@command(
    "core.withdraw_paper", title="Tarik surat atau sertifikat", permission=MANAGE_PAPERS, returns=IssuedPaper
)
class WithdrawPaper:
    """Menyatakan sebuah surat atau sertifikat bernomor tidak berlaku lagi. Nomornya tidak dipakai ulang."""

    paper_id: Annotated[int, RecordIdType("IssuedPaper")] = ask("Surat atau sertifikat")
    reason: str = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> IssuedPaper:
        paper = await IssuedPaper.select_for_update().get_or_none(id=self.paper_id)
        if paper is None or not context.actor.may(MANAGE_PAPERS, paper.region_code):
            context.refuse(
                "paper_id", "NO_SUCH_PAPER", "Surat atau sertifikat itu tidak ada, atau bukan wilayah Anda."
            )
        if paper.withdrawn_at is not None:
            context.refuse("paper_id", "ALREADY_WITHDRAWN", "Surat atau sertifikat itu sudah ditarik.")
        paper.withdrawn_at, paper.withdrawal_reason = clock.now(), self.reason
        await paper.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        await context.audit("withdraw", paper, {"withdrawal_reason": ("", self.reason)})
        return paper


@command(
    "core.set_paper_numbering", title="Tetapkan penomoran", permission=MANAGE_PAPERS, returns=PaperNumbering
)
class SetPaperNumbering:
    """Menetapkan pola nomor surat atau sertifikat mulai suatu hari. Nomor yang sudah diberikan tetap."""

    kind: str = ask(
        "Jenis",
        help="letter (surat), certificate (sertifikat), atau jenis milik program.",
        maximum_length=60,
    )
    pattern: str = ask(
        "Pola",
        help="{urut} nomor urut dalam setahun, {urut:3} dengan tiga angka, {bulan}, {romawi} bulan romawi, {tahun}.",
        example="400.3/{urut:3}/DKUKM/{romawi}/{tahun}",
        maximum_length=100,
    )
    effective_on: date = ask("Mulai berlaku")
    source: str = ask("Dasar", help="Misalnya nomor surat edaran yang menetapkannya.", maximum_length=500)

    async def run(self, context: CommandContext) -> PaperNumbering:
        context.require(MANAGE_PAPERS, context.settings.region_code)
        if fault := pattern_fault(self.pattern):
            context.refuse("pattern", "PATTERN_INVALID", fault)
        if len(written_number(self.pattern, 9_999_999, self.effective_on)) > 120:
            context.refuse("pattern", "PATTERN_INVALID", "Nomornya akan terlalu panjang.")
        known = await PaperNumbering.filter(kind=self.kind).order_by("id").first()
        if known is None:
            context.refuse("kind", "NO_SUCH_KIND", "Jenis surat itu tidak ada.")
        numbering = await PaperNumbering.create(
            kind=self.kind,
            title=known.title,
            pattern=self.pattern,
            effective_on=self.effective_on,
            source=self.source,
            recorded_at=clock.now(),
        )
        await context.audit("create", numbering)
        return numbering


PAPER_COMMANDS = (TakePaperNumber, WithdrawPaper, SetPaperNumbering)
