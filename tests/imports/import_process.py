"""A process that does the jobs of imports, for tests to kill: `python -m imports.import_process`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forked import TalkingProcess
from imports.import_office import TIMING
from kopukm_core.jobs import running_jobs
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings, load_settings

SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "")
KEYS = KeyRing({"k1": bytes(range(32))})


async def main() -> None:
    """Work until killed."""
    async with build_platform(load_settings(), [SIOPIK]).open(prepare=False) as platform:
        with using_keys(KEYS):
            async with running_jobs(platform, TIMING):
                await asyncio.Event().wait()


@contextmanager
def import_process(settings: Settings) -> Iterator[TalkingProcess]:
    """Start such a process; it is killed at the end at the latest."""
    environment = {
        **os.environ,
        "KOPUKM_HOME": str(settings.home),
        "KOPUKM_DATABASE_URL": settings.database_url,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
    }
    with TalkingProcess("imports.import_process", env=environment) as process:
        yield process


if __name__ == "__main__":
    asyncio.run(main())
