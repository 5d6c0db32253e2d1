"""A lock between the processes of one machine: a locked file, freed by the system when its holder dies."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

_POLL_SECONDS = 0.05


def _unheard() -> None:
    """Tell nobody."""


@asynccontextmanager
async def file_lock(path: Path, on_waiting: Callable[[], None] = _unheard) -> AsyncIterator[None]:
    """Hold the lock of the file, which is made where it is missing; `on_waiting` is called once if another has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        waited = False
        while not _taken(descriptor):
            if not waited:
                on_waiting()
                waited = True
            await asyncio.sleep(_POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
