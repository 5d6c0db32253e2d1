"""A restore that is killed in its middle: `python -m backup.restoring_process PATH`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from filled_office import SOURCES
from forked import ran
from kopukm_core.backup import restore_backup
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings

PARTS = 12
"""After so many tables."""


class _Killer:
    """First the archive is checked, then it is loaded: there it strikes."""

    def __init__(self) -> None:
        self._times = 0

    def __call__(self, done: int, total: int) -> None:
        self._times += done == PARTS
        if self._times == 2:
            os.kill(os.getpid(), signal.SIGKILL)


async def _main(path: Path) -> None:
    await restore_backup(build_platform(load_settings(), SOURCES), path, progress=_Killer())


def killed_restore(platform: Platform, path: Path) -> None:
    """Run it until it kills itself."""
    environment = {
        **os.environ,
        **platform.settings.variables,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
    }
    assert ran("backup.restoring_process", str(path), env=environment) == -signal.SIGKILL


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
