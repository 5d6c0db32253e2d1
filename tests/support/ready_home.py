"""Homes that are ready, as the first start leaves them: one is made, the others are copies, which cost nothing."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from kopukm_process import kopukm


def make_ready(home: Path, *, keys: str = "") -> Path:
    """Put the files of a home with an empty office on SQLite there; under these keys, else under its own."""
    shutil.copytree(_ready(keys), home, dirs_exist_ok=True)
    return home


@lru_cache(maxsize=4)
def _ready(keys: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="kopukm-ready-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "KOPUKM_HOME": str(home),
        **({"KOPUKM_KEYS": keys} if keys else {}),
    }
    shown = kopukm(environment, "user", "list")
    assert shown.returncode == 0, shown.stderr
    return home
