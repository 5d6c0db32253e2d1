"""CPU time and memory of processes on this machine."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]

_WORK = 400_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a process tree: resident, and resident with shared pages counted once."""

    resident: float
    proportional: float


def cpu_seconds(root: int | None) -> float:
    """User and system time of the process and all it has begun; 0 for None."""
    total = 0.0
    for process in _tree(root):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
            total += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return total


def memory(root: int | None) -> Memory:
    """Memory of the process and all it has begun."""
    resident = proportional = 0.0
    for process in _tree(root):
        with contextlib.suppress(psutil.Error):
            held = process.memory_full_info()
            resident += held.rss
            proportional += getattr(held, "pss", held.rss)
    return Memory(resident / 2**20, proportional / 2**20)


def postmaster(backend: int) -> int | None:
    """The server process behind a PostgreSQL backend, when it runs on this machine."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(backend)
        if "postgres" in process.name():
            return int(process.ppid())
    return None


def calibration() -> float:
    """Milliseconds of CPU for a fixed piece of Python: shows how much a CPU second was worth just now."""
    begun = time.process_time()
    total = 0
    for number in range(_WORK):
        total += number
    return (time.process_time() - begun) * 1000


def _tree(root: int | None) -> list[psutil.Process]:
    if root is None:
        return []
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(root)
        return [process, *process.children(recursive=True)]
    return []
