"""`kopukm jobs`: what waits, runs or lies dead, and why; dead jobs begin anew or are dropped."""

from __future__ import annotations

import argparse
from datetime import datetime

from kopukm_core.cli.giving import give
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError, KopukmError
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.platform import Platform

_WORDS = {
    JobStatus.WAITING: "menunggu",
    JobStatus.SENT: "di Redis",
    JobStatus.RUNNING: "berjalan",
    JobStatus.DEAD: "mati",
}


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "retry", "drop"), default="list", help="tindakan; bawaan: list"
    )
    parser.add_argument(
        "jobs", nargs="*", type=int, metavar="NOMOR", help="nomor pekerjaan, bagi retry dan drop"
    )
    parser.add_argument("--dead", action="store_true", help="semua pekerjaan mati, bagi retry")
    parser.add_argument(
        "--state", choices=[state.value for state in JobStatus], help="hanya keadaan ini, bagi list"
    )
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="paling banyak N baris, bagi list")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.action == "list":
        return await _list(arguments, platform)
    numbers: list[int] = list(arguments.jobs)
    if arguments.dead and arguments.action == "retry":
        numbers += await OutboxJob.filter(status=JobStatus.DEAD).order_by("id").values_list("id", flat=True)  # type: ignore[arg-type]
    elif not numbers:
        raise BadInputError(
            "Pekerjaan yang mana?", remedy=f"kopukm jobs {arguments.action} NOMOR; nomornya: kopukm jobs"
        )
    command, done = {
        "retry": ("core.retry_job", "dimulai lagi"),
        "drop": ("core.drop_job", "dihapus"),
    }[arguments.action]
    failed = 0
    for number in numbers:
        try:
            accepted = await give(platform, command, {"job_id": number}, f"Pekerjaan {number} {done}.")
        except KopukmError as error:
            note(f"✗ {error}")
            accepted = False
        failed += not accepted
    if not numbers:
        say("Tidak ada pekerjaan mati.")
    return 1 if failed else 0


async def _list(arguments: argparse.Namespace, platform: Platform) -> int:
    asked = OutboxJob.filter(status=arguments.state) if arguments.state else OutboxJob.all()
    jobs = await asked.order_by("-id").limit(max(1, arguments.limit))
    if not jobs:
        note("Tidak ada pekerjaan.")
        return 0
    zone = platform.settings.time_zone

    def shown(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%d-%m %H.%M}"

    lines = [("NOMOR", "TUGAS", "KEADAAN", "PERCOBAAN", "DIBUAT", "MULAI", "PERMINTAAN", "SEBAB")]
    lines += [
        (
            str(job.id),
            job.task,
            _WORDS[job.status],
            str(job.attempts),
            shown(job.created_at),
            shown(job.run_at) if job.run_at else "-",
            job.request_id or "-",
            job.last_error or "-",
        )
        for job in jobs
    ]
    for line in table(lines):
        say(line)
    note(f"{await asked.count()} pekerjaan.")
    return 0


JOBS = Subcommand(
    "jobs", "pekerjaan latar: daftar, ulangi, atau hapus yang mati", _configure, _run, opens_database=True
)
