"""`kopukm import NAME FILE`: judges a spreadsheet, stores what can be kept, and tells of every row.

`kopukm import undo RUN` takes an import back.
"""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import date, datetime
from pathlib import Path

import orjson

from kopukm_core import clock
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.switched_off import refuse_switched_off
from kopukm_core.cli.writing import ProgressLine, note, say, table
from kopukm_core.commands.spreadsheet import has_spreadsheet
from kopukm_core.errors import BadInputError
from kopukm_core.identity import operator
from kopukm_core.imports import import_at_once, import_named, undo_run, write_report
from kopukm_core.imports.models import ImportRun, KeptRow
from kopukm_core.platform import Platform
from kopukm_core.tabular import ImportDeclaration, ImportReport, csv_report, summary_of, template_of

UNDO = "undo"
_MOST_KEPT_SHOWN = 50


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAMA",
        help="misalnya siopik.cooperatives; kosong: tampilkan semua; undo: batalkan",
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="BERKAS",
        help="xlsx, xls, ods, atau csv; untuk undo: nomor impor",
    )
    parser.add_argument(
        "--template",
        action="store_true",
        help="tampilkan lembar kosong (CSV) dengan judul kolomnya",
    )
    parser.add_argument(
        "--sheet",
        default="",
        metavar="LEMBAR",
        help="untuk --template: lembar yang mana; bawaan: yang pertama",
    )
    parser.add_argument("--dry-run", action="store_true", help="nilai saja, jangan simpan")
    parser.add_argument(
        "--as-of", type=_day, metavar="TANGGAL", help="hari ekspor berkas, 2026-11-02; bawaan: hari ini"
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="BERKAS",
        help="tulis laporan tiap baris: .xlsx lembar yang sama dengan hasil dan alasannya, .csv catatannya saja, "
        ".json untuk program",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-11-02") from None


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if not arguments.name:
        declared = [(one.name, one.title) for one in platform.imports]
        derived = [(one.name, one.title) for one in platform.commands if has_spreadsheet(one)]
        for line in table(sorted(declared) + sorted(derived)):
            say(line)
        return 0
    if arguments.name == UNDO:
        return await _undo(arguments, platform)
    refuse_switched_off(arguments.name, platform)
    declaration = import_named(platform, arguments.name)
    if arguments.template:
        say(template_of(declaration, arguments.sheet).rstrip("\n"))
        return 0
    if arguments.file is None:
        raise BadInputError("Berkas belum disebut.", remedy=f"kopukm import {arguments.name} BERKAS")
    as_of = arguments.as_of or clock.today(platform.settings.time_zone)
    if arguments.report is not None:
        _check_report(arguments.report)
    note(f"Membaca {arguments.file.name}…")
    actor = operator(getpass.getuser())
    imported = await import_at_once(
        platform,
        declaration,
        arguments.file,
        as_of,
        actor,
        dry_run=arguments.dry_run,
        progress=ProgressLine("Menyimpan"),
    )
    report = imported.report
    if arguments.report is not None:
        await _write_report(platform, declaration, report, arguments.file, arguments.report)
        note(f"Laporan tiap baris: {arguments.report}")
    say(summary_of(report, more=str(arguments.report or "--report laporan.csv")))
    if imported.run is not None:
        say(f"Nomor impor: {imported.run.id}. Untuk membatalkannya: kopukm import undo {imported.run.id}")
    if arguments.dry_run:
        say("Uji coba: tidak ada yang disimpan.")
    return 1 if report.rows and not any(row.outcome.is_kept for row in report.rows) else 0


def _check_report(path: Path) -> None:
    """Before anything is stored: a report that cannot be written is found out too late after it."""
    folder = path.resolve().parent
    if not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise BadInputError(
            f"Laporan {path} tidak dapat ditulis.", remedy="Buat foldernya dahulu, atau pilih tempat lain."
        )


async def _write_report(
    platform: Platform, declaration: ImportDeclaration, report: ImportReport, file: Path, target: Path
) -> None:
    if target.suffix.lower() == ".xlsx":
        await write_report(platform, report, declaration, file, target)
    else:
        _write_plain_report(report, target)


def _write_plain_report(report: ImportReport, target: Path) -> None:
    if target.suffix.lower() == ".csv":
        target.write_bytes(csv_report(report))
    else:
        target.write_bytes(orjson.dumps(report.to_json(), option=orjson.OPT_INDENT_2))


async def _undo(arguments: argparse.Namespace, platform: Platform) -> int:
    text = str(arguments.file or "")
    if not text.isdigit():
        raise BadInputError("Nomor impor belum disebut.", remedy="kopukm import undo NOMOR")
    actor = operator(getpass.getuser())
    given = {"run_id": int(text)}
    outcome = await platform.runner.run("core.undo_import", given, actor, door="terminal")
    for problem in outcome.problems:
        say(problem.message)
    if not outcome.accepted:
        return 1
    note("Membatalkan…")
    await undo_run(platform, int(text))
    run = await ImportRun.get(id=int(text))
    say(f"Impor {run.id} dibatalkan: {run.undone_rows} perubahan ditarik, {run.kept_rows} dibiarkan.")
    for row in await KeptRow.filter(run_id=run.id).order_by("id").limit(_MOST_KEPT_SHOWN):
        since = "" if row.changed_at is None else f" ({row.command}, {_moment(row.changed_at, platform)})"
        say(f"  {row.name or f'{row.subject_model} {row.subject_id}'}: {row.reason}{since}")
    if run.kept_rows > _MOST_KEPT_SHOWN:
        say(f"  … dan {run.kept_rows - _MOST_KEPT_SHOWN} lagi")
    return 0


def _moment(moment: datetime, platform: Platform) -> str:
    return moment.astimezone(platform.settings.time_zone).strftime("%d/%m/%Y %H.%M")


IMPORT = Subcommand("import", "impor berkas spreadsheet", _configure, _run, opens_database=True)
