"""`kopukm calendar`: the days off of a year, with their kinds, estimates and sources."""

from __future__ import annotations

import argparse
from datetime import date

from kopukm_core import clock
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.platform import Platform
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.calendar.words import weekday_name
from kopukm_core.values import short_date


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", nargs="?", type=int, metavar="TAHUN", help="tahunnya; tanpa itu, tahun ini")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    zone = platform.settings.time_zone
    year = arguments.year or clock.today(zone).year
    first, last = date(max(year, 1), 1, 1), date(max(year, 1), 12, 31)
    calendar = await load_calendar(first, last, time_zone=zone)
    days_off = calendar.days_off(first, last)
    lines = [("HARI", "TANGGAL", "JENIS", "KETERANGAN", "DASAR")]
    for day, off in days_off.items():
        lines.append((weekday_name(day), short_date(day), off.kind.label, off.words, off.source))
    for line in table(lines):
        say(line)
    estimates = sum(off.estimated for off in days_off.values())
    worked = len(calendar.working_days(first, last))
    note(f"{len(days_off)} hari libur, {estimates} di antaranya perkiraan; {worked} hari kerja.")
    return 0


CALENDAR_SUBCOMMANDS = (
    Subcommand("calendar", "hari libur dan cuti bersama setahun", _configure, _run, opens_database=True),
)
