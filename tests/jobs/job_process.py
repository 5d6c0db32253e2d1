"""A process that does jobs, for tests to kill: `python -m jobs.job_process server|worker`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forked import TalkingProcess
from jobs.job_samples import APPS, FAST, SamplePlatform
from kopukm_core.db import open_database
from kopukm_core.jobs import running_jobs
from kopukm_core.jobs.worker import run_worker
from kopukm_core.settings import Settings, load_settings


async def main(kind: str) -> None:
    """Run until SIGTERM."""
    settings = load_settings()
    async with open_database(settings, APPS):
        platform = SamplePlatform(settings)
        print("ready", flush=True)  # noqa: T201
        if kind == "worker":
            await run_worker(platform, timing=FAST)
            return
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        async with running_jobs(platform, FAST):
            await stop.wait()


@contextmanager
def job_process(kind: str, settings: Settings) -> Iterator[TalkingProcess]:
    """Start such a process and wait until it is ready; it is killed at the end at the latest."""
    environment = {
        **os.environ,
        "KOPUKM_HOME": str(settings.home),
        "KOPUKM_DATABASE_URL": settings.database_url,
        "KOPUKM_REDIS_URL": settings.redis_url,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
    }
    with TalkingProcess("jobs.job_process", kind, env=environment) as process:
        assert process.line() == "ready"
        yield process


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
