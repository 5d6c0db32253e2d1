"""`kopukm trace`: from the number that a citizen was told to the commands and jobs it caused."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.commands.models import CommandRecord
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "request", metavar="NOMOR", help="nomor permintaan, dari pesan kesalahan atau X-Request-Id"
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    zone = platform.settings.time_zone
    records = await CommandRecord.filter(request_id=arguments.request).order_by("id")
    jobs = await OutboxJob.filter(request_id=arguments.request).order_by("id")
    lines = [
        (
            "perintah",
            str(record.id),
            record.command,
            record.state,
            f"{record.started_at.astimezone(zone):%d-%m-%Y %H.%M.%S}",
            record.actor,
        )
        for record in records
    ]
    lines += [
        (
            "pekerjaan",
            str(job.id),
            job.task,
            job.status.value,
            f"{job.created_at.astimezone(zone):%d-%m-%Y %H.%M.%S}",
            job.last_error or "-",
        )
        for job in jobs
    ]
    for line in table(lines):
        say(line)
    if not lines:
        note("Permintaan itu tidak mencatat perintah, dan tidak ada pekerjaannya yang tersisa.")
    note(f'Baris catatannya: journalctl -u "kopukm-*" | grep {arguments.request}')
    return 0 if lines else 1


TRACE = Subcommand(
    "trace",
    "telusuri satu nomor permintaan: perintah dan pekerjaannya",
    _configure,
    _run,
    opens_database=True,
)
