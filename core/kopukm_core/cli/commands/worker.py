"""`kopukm worker`: runs jobs that come over Redis."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note
from kopukm_core.logs import log_settings, open_logs
from kopukm_core.metrics import metrics_access, serving_metrics
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--queues", nargs="+", metavar="ANTREAN", help="hanya antrean ini (nama plugin); bawaan: semua"
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    queues = frozenset(arguments.queues) if arguments.queues else None
    open_logs(log_settings(platform.settings))
    if platform.settings.redis_url:
        note("Pekerja siap. Ctrl+C untuk berhenti.")
    with serving_metrics(metrics_access(platform.settings)):
        from kopukm_core.jobs.worker import run_worker

        await run_worker(platform, queues=queues)
    return 0


WORKER = Subcommand(
    "worker", "kerjakan pekerjaan latar dari Redis (KOPUKM_REDIS_URL)", _configure, _run, opens_database=True
)
