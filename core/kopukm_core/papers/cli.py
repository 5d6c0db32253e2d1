"""`kopukm report`: what reports there are, and one of them written into a file at once."""

from __future__ import annotations

import argparse
import asyncio
import getpass
from datetime import date, datetime
from pathlib import Path

from kopukm_core import clock
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.switched_off import refuse_switched_off
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.identity import operator
from kopukm_core.papers.building import build_report
from kopukm_core.papers.models import ReportForm
from kopukm_core.papers.report import ReportRequest
from kopukm_core.papers.report_commands import PRINTED_AT_TERMINAL
from kopukm_core.papers.writing import write_report
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAMA", help="nama laporan; kosong: tampilkan semua")
    parser.add_argument(
        "--from", dest="first", type=_day, metavar="TANGGAL", help="hari pertama; bawaan: 1 Januari"
    )
    parser.add_argument(
        "--to", dest="last", type=_day, metavar="TANGGAL", help="hari terakhir; bawaan: hari ini"
    )
    parser.add_argument(
        "--region", default="", metavar="KODE", help="kode wilayah; bawaan: seluruh wilayah dinas"
    )
    parser.add_argument(
        "--known-at", type=_moment, metavar="SAAT", help="menurut catatan sampai saat ini, 2026-02-01T08:00"
    )
    parser.add_argument(
        "--format", choices=[form.value for form in ReportForm], default="pdf", help="bentuk; bawaan: pdf"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="BERKAS", help="berkas tujuan; bawaan: nama laporannya"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-11-02") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan saat; tulis seperti 2026-11-02T08:00") from None


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if not arguments.name:
        lines = [(one.name, one.title, one.description) for one in platform.reports]
        for line in table(sorted(lines)):
            say(line)
        if not lines:
            note("Belum ada laporan: tidak ada plugin yang memberinya.")
        return 0
    refuse_switched_off(arguments.name, platform)
    zone = platform.settings.time_zone
    last: date = arguments.last or clock.today(zone)
    first: date = arguments.first or last.replace(month=1, day=1)
    known: datetime | None = arguments.known_at
    if known is not None and known.tzinfo is None:
        known = known.replace(tzinfo=zone)
    actor = operator(getpass.getuser())
    form = ReportForm(arguments.format)
    request = ReportRequest(first, last, arguments.region, known)
    paper = await build_report(platform, actor, arguments.name, request)
    made = await write_report(paper, form)
    target: Path = arguments.output or Path(f"{arguments.name}-{last.isoformat()}.{made.ending}")
    given = {
        "report": arguments.name,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "form": form.value,
        "region_code": arguments.region or None,
        "known_at": known.isoformat() if known else None,
    }
    await platform.runner.run(PRINTED_AT_TERMINAL, given, actor, door="terminal")
    try:
        await asyncio.to_thread(target.write_bytes, made.content)
    except OSError as fault:
        raise BadInputError(
            f"{target} tidak dapat ditulis: {fault.strerror}.", remedy="Pilih berkas lain."
        ) from None
    rows = sum(len(one.rows) for one in paper.tables)
    say(f"{paper.title}: {len(paper.tables)} tabel, {rows} baris, ditulis ke {target}.")
    return 0


PAPER_SUBCOMMANDS = (
    Subcommand(
        "report", "laporan: daftar, atau tulis sebagai pdf, xlsx, csv", _configure, _run, opens_database=True
    ),
)
