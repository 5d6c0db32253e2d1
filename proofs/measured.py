"""A program run to its end while its memory and time are watched."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from proofs.kills.supervised import dies_with_parent

_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """How it went. Memory in megabytes, resident, at its highest."""

    status: int | None
    """None where it was killed after so many seconds, as asked."""
    seconds: float
    megabytes: float
    output: str


def run_measured(
    command: Sequence[str], environment: Mapping[str, str], log: Path, *, kill_after: float = 0.0
) -> Run:
    """Run it; kill it after so many seconds, unless that is 0."""
    begun, highest = time.monotonic(), 0.0
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=dies_with_parent(),
        )
        try:
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                try:
                    highest = max(highest, watched.memory_info().rss / 2**20)
                except psutil.Error:
                    break
                if kill_after and time.monotonic() - begun > kill_after:
                    break
                time.sleep(_LOOK_SECONDS)
            was_killed = bool(kill_after) and process.poll() is None
            if not was_killed:
                process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    seconds = time.monotonic() - begun
    text = log.read_text(errors="replace")[-2000:]
    return Run(None if was_killed else process.returncode, seconds, highest, text)
