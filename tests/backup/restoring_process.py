"""A backup or a restore that is killed in its middle: `python -m backup.restoring_process backup|restore PATH`."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from filled_office import SOURCES
from kopukm_core.backup import create_backup, restore_backup
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings

PARTS = 12
"""After so many tables."""


class _Killer:
    def __init__(self, rounds: int) -> None:
        self._rounds = rounds

    def __call__(self, done: int, total: int) -> None:
        if done == PARTS:
            self._rounds -= 1
        if self._rounds == 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def _main(what: str, path: Path) -> None:
    platform = build_platform(load_settings(), SOURCES)
    if what == "backup":
        await create_backup(platform, path, progress=_Killer(1))
    else:
        # First the archive is checked, then it is loaded.
        await restore_backup(platform, path, progress=_Killer(2))


def killed(what: str, platform: Platform, path: Path) -> None:
    """Run it until it kills itself."""
    environment = {
        **os.environ,
        **platform.settings.variables,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "backup.restoring_process", what, str(path)], env=environment, check=False
    )
    assert done.returncode == -signal.SIGKILL


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2])))
