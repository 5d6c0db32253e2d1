"""`kopukm import NAME FILE`: judges a spreadsheet, stores what can be kept, and tells of every row."""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import date
from pathlib import Path

import orjson

from kopukm_core import clock
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.switched_off import refuse_switched_off
from kopukm_core.cli.writing import ProgressLine, note, say, table
from kopukm_core.commands.spreadsheet import has_spreadsheet
from kopukm_core.errors import BadInputError
from kopukm_core.identity import operator
from kopukm_core.imports import import_named, judge_file, store_report
from kopukm_core.platform import Platform
from kopukm_core.tabular import ImportReport, csv_report, summary_of, template_of


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAMA", help="misalnya siopik.cooperatives; kosong: tampilkan semua"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="BERKAS", help="xlsx, xls, ods, atau csv")
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
        help="tulis laporan tiap baris: .csv untuk Excel, .json untuk program",
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
    report = await judge_file(platform, declaration, arguments.file, as_of)
    if not arguments.dry_run:
        actor = operator(getpass.getuser())
        await store_report(platform, declaration, report, actor, progress=ProgressLine("Menyimpan"))
    if arguments.report is not None:
        _write_report(report, arguments.report)
        note(f"Laporan tiap baris: {arguments.report}")
    say(summary_of(report, more=str(arguments.report or "--report laporan.csv")))
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


def _write_report(report: ImportReport, path: Path) -> None:
    if path.suffix.lower() == ".csv":
        path.write_bytes(csv_report(report))
    else:
        path.write_bytes(orjson.dumps(report.to_json(), option=orjson.OPT_INDENT_2))


IMPORT = Subcommand("import", "impor berkas spreadsheet", _configure, _run, opens_database=True)
