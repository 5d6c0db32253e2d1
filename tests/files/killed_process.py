"""A process that is killed after one content was stored, before its row, and while another is being written."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from kopukm_core.files.local_store import LocalStore


def pieces() -> Iterator[bytes]:
    """A content whose second piece never comes."""
    yield b"begun"
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    store = LocalStore(Path(sys.argv[1]) / "files")
    store.write(f"{sys.argv[2]}/ab/cd", [b"whole"])
    store.write(f"{sys.argv[2]}/ab/ef", pieces())
