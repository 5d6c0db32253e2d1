"""`python -m MODULE` as a process of its own that need not import the platform anew: see `forking_server`."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

_SUPPORT = Path(__file__).parent


class ForkedProcess:
    """A running process, like `subprocess.Popen` of `python -m MODULE ARGUMENTS` with its input, output and error
    output at these open files. Signals reach it, `returncode` is how it ended; it is no child of this process.
    """

    def __init__(
        self, module: str, *arguments: str, env: Mapping[str, str], files: tuple[IO[Any], IO[Any], IO[Any]]
    ) -> None:
        self.arguments = (module, *arguments)
        self.returncode: int | None = None
        read, told = os.pipe()
        request = {
            "module": module,
            "arguments": arguments,
            "environment": dict(env),
            "folder": str(Path.cwd()),
        }
        for each in files:
            if each.writable():
                each.flush()
        try:
            _SERVER.ask(request, [*(each.fileno() for each in files), told])
        finally:
            os.close(told)
        self._told = os.fdopen(read)
        first = self._told.readline()
        if not first:
            raise RuntimeError(f"the forking server ended before it began {self.arguments}")
        self.pid = int(first)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self._take()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Raises subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.arguments, timeout or 0)
            self._take()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _take(self) -> None:
        with self._told:
            self.returncode = int(self._told.readline())


class _ForkingServer:
    """The server of this process: begun when it is first asked, it ends with this process."""

    def __init__(self) -> None:
        self._control: socket.socket | None = None
        self._lock = threading.Lock()

    def ask(self, request: Mapping[str, Any], files: list[int]) -> None:
        with self._lock:
            if self._control is None:
                self._control = self._begun()
            socket.send_fds(self._control, [json.dumps(request).encode()], files)

    def _begun(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = os.pathsep.join([str(_SUPPORT), *(entry for entry in sys.path if entry)])
        process = subprocess.Popen(
            [sys.executable, "-m", "forking_server", str(theirs.fileno())],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()

        def end() -> None:
            ours.close()
            process.wait()

        atexit.register(end)
        return ours


_SERVER = _ForkingServer()
