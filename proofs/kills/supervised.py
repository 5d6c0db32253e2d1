"""A process that is started again whenever it ends, as systemd would; and killed with everything it began."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from proofs.kills.events import EventLog

_RESTART_SECONDS = 0.2
_LOOK_SECONDS = 0.1
_PARENT_DEATH_SIGNAL = 1


@dataclass(slots=True)
class Supervised:
    """One program. `killed` tells the supervisor that an end was ours; any other end is counted as its own."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    events: EventLog
    identity: Mapping[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    wanted: bool = False
    killed: bool = False
    stopped_at: float = 0.0
    begun: int = 0
    own_ends: list[int] = field(default_factory=list)
    last_answer_begun: float = -1.0
    """When the last request began that this process has answered; for servers."""
    last_answered: float = -1.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it; the kernel ends it when this process dies."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=dies_with_parent(),
                **self.identity,
            )
        self.wanted, self.killed = True, False
        self.begun += 1

    async def keep_running(self) -> None:
        """Start it again whenever it has ended, until it is no longer wanted."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if not self.wanted or self.is_running or self.process is None:
                continue
            if not self.killed:
                self.own_ends.append(self.process.returncode)
                self.events.add("ended by itself", name=self.name, status=self.process.returncode)
            await asyncio.sleep(_RESTART_SECONDS)
            if self.wanted:
                self.start()

    def kill(self) -> None:
        """SIGKILL to it and to whatever it began."""
        self.killed = True
        for process in self._tree():
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGKILL)
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)

    def hold(self) -> None:
        """SIGSTOP to it and to whatever it began."""
        for process in self._tree():
            with contextlib.suppress(psutil.Error):
                process.suspend()

    def go_on(self) -> None:
        """SIGCONT."""
        for process in self._tree():
            with contextlib.suppress(psutil.Error):
                process.resume()

    def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 30.0) -> int | None:
        """Ask it to end for good; its exit status, None where it had to be killed."""
        self.wanted = False
        if self.process is None:
            return None
        self.go_on()
        if self.is_running:
            self.process.send_signal(how)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.events.add("did not end when asked", name=self.name)
            self.kill()
            return None

    def _tree(self) -> list[psutil.Process]:
        if self.process is None or self.process.poll() is not None:
            return []
        try:
            root = psutil.Process(self.process.pid)
            return [root, *root.children(recursive=True)]
        except psutil.Error:
            return []


def dies_with_parent() -> Callable[[], None] | None:
    """What a child does first: ask the kernel to kill it when its parent dies."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))


def environment_of(variables: Mapping[str, str], site: Path) -> dict[str, str]:
    """The environment of a `kopukm` process in which the ledger is installed."""
    path = os.pathsep.join([str(site), *(entry for entry in sys.path if entry)])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOPUKM_")}
    return {**kept, "PYTHONPATH": path, "LOGNAME": "proof", **variables}
