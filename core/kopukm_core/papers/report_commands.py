"""Asking for a report: the file is made in the background."""

from __future__ import annotations

from datetime import date, datetime

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError
from kopukm_core.identity.actor import ActorKind
from kopukm_core.papers.building import allowed_request
from kopukm_core.papers.models import PrintedReport, PrintState, ReportForm
from kopukm_core.papers.report import ReportRequest
from kopukm_core.values import RegionCode

PRINTED_AT_TERMINAL = "core.note_printed_report"


@command("core.print_report", title="Cetak laporan", permission=None, returns=PrintedReport)
class PrintReport:
    """Meminta laporan sebagai PDF, xlsx, atau csv; berkasnya muncul begitu selesai disusun.

    Yang berwenang ialah yang memegang izin laporan itu untuk wilayahnya.
    """

    report: str = ask("Nama laporan", help="Nama singkatnya, dari daftar laporan.", maximum_length=120)
    first_day: date = ask("Hari pertama", example="1 Januari 2025")
    last_day: date = ask("Hari terakhir", example="31 Desember 2025")
    form: ReportForm = ask("Bentuk")
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti seluruh wilayah dinas.")
    known_at: datetime | None = ask(
        "Menurut catatan sampai",
        help="Untuk membuat ulang angka yang pernah diumumkan. Kosong berarti sekarang.",
    )

    async def run(self, context: CommandContext) -> PrintedReport:
        printed = await _asked(context, self, PrintState.WAITING)
        await context.enqueue("core.build_report", printed_id=printed.id)
        return printed


@command(PRINTED_AT_TERMINAL, title="Catat laporan yang dicetak di terminal", permission=None, own_door=True)
class NotePrintedReport:
    """Mencatat bahwa sebuah laporan ditulis di baris perintah."""

    report: str = ask("Nama laporan", maximum_length=120)
    first_day: date = ask("Hari pertama")
    last_day: date = ask("Hari terakhir")
    form: ReportForm = ask("Bentuk")
    region_code: RegionCode | None = ask("Wilayah")
    known_at: datetime | None = ask("Menurut catatan sampai")

    async def run(self, context: CommandContext) -> None:
        await _asked(context, self, PrintState.DONE)


async def _asked(
    context: CommandContext, given: PrintReport | NotePrintedReport, state: PrintState
) -> PrintedReport:
    actor, platform = context.actor, context.platform
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError("Mencetak laporan membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi.")
    if actor.acting_for:
        raise NotAllowedError(
            "Laporan tidak dapat diminta lewat layanan percakapan.", remedy="Masuk dengan akun sendiri."
        )
    report = platform.reports[given.report]
    request = ReportRequest(given.first_day, given.last_day, given.region_code or "", given.known_at)
    request = await allowed_request(platform, actor, report, request)
    now = clock.now()
    printed = await PrintedReport.create(
        report=report.name,
        title=report.title[:200],
        form=given.form,
        first_day=request.first_day,
        last_day=request.last_day,
        region_code=request.region_code or platform.settings.region_code,
        known_at=request.known_at,
        actor=actor.key,
        account_id=actor.account_id,
        token_id=actor.token_id,
        state=state,
        asked_at=now,
        ended_at=now if state is PrintState.DONE else None,
    )
    await context.audit("create", printed)
    return printed


REPORT_COMMANDS = (PrintReport, NotePrintedReport)
