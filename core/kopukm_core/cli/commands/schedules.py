"""`kopukm schedules`: when what runs; pause, resume, run now, give another time."""

from __future__ import annotations

import argparse

from kopukm_core.cli.giving import give
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.jobs import sync_schedules
from kopukm_core.jobs.models import ScheduleRow
from kopukm_core.platform import Platform

_ACTIONS = {
    "pause": ("core.pause_schedule", "dihentikan sementara"),
    "resume": ("core.resume_schedule", "dilanjutkan"),
    "run": ("core.run_schedule", "masuk antrean"),
    "change": ("core.change_schedule", "diubah"),
}


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", *_ACTIONS), default="list", help="tindakan")
    parser.add_argument("schedule", nargs="?", metavar="NAMA", help="misalnya core.ended_access")
    parser.add_argument("--cron", metavar="WAKTU", help="waktu baru bagi change, misalnya '0 7 * * 1'")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    await sync_schedules(platform.schedules, platform.settings.time_zone)
    if arguments.action == "list":
        return await _list(platform)
    if not arguments.schedule:
        raise BadInputError("Jadwal yang mana?", remedy="Namanya: kopukm schedules")
    command, done = _ACTIONS[arguments.action]
    given = {"schedule": arguments.schedule}
    if arguments.action == "change":
        given["cron"] = arguments.cron or ""
    accepted = await give(platform, command, given, f"Jadwal {arguments.schedule} {done}.")
    return 0 if accepted else 1


async def _list(platform: Platform) -> int:
    zone = platform.settings.time_zone
    declared = {each.name for each in platform.schedules}
    lines = [("NAMA", "WAKTU", "BERIKUTNYA", "TERAKHIR", "KEADAAN", "JUDUL")]
    for row in await ScheduleRow.all().order_by("name"):
        state = "berhenti" if row.paused else "jalan"
        lines.append(
            (
                row.name,
                row.cron,
                f"{row.next_run.astimezone(zone):%d-%m-%Y %H.%M}",
                f"{row.last_run.astimezone(zone):%d-%m-%Y %H.%M}" if row.last_run else "-",
                state if row.name in declared else "plugin mati",
                row.title,
            )
        )
    for line in table(lines):
        say(line)
    note(f"Jam menurut {zone}.")
    return 0


SCHEDULES = Subcommand(
    "schedules", "jadwal: daftar, hentikan, lanjutkan, jalankan", _configure, _run, opens_database=True
)
