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
from typing import IO, Any, Self

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
        self._status = os.fdopen(read)
        first = self._status.readline()
        if not first:
            raise RuntimeError(f"the forking server ended before it began {self.arguments}")
        self.pid = int(first)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None and select.select([self._status], [], [], 0)[0]:
            self._take()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Raises subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None:
            if not select.select([self._status], [], [], timeout)[0]:
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
        with self._status:
            self.returncode = int(self._status.readline())


def ran(module: str, *arguments: str, env: Mapping[str, str]) -> int:
    """Run it to its end, with no input and with our error output; how it ended."""
    with Path(os.devnull).open("r+") as nothing, os.fdopen(os.dup(2), "w") as errors:
        return ForkedProcess(module, *arguments, env=env, files=(nothing, nothing, errors)).wait()


class TalkingProcess(ForkedProcess):
    """One that is told things by lines and answers by lines; a context that ends with its death at the latest."""

    def __init__(self, module: str, *arguments: str, env: Mapping[str, str]) -> None:
        given, said = os.pipe(), os.pipe()
        self._told, self._said = os.fdopen(given[1], "w"), os.fdopen(said[0])
        with (
            os.fdopen(given[0]) as its_input,
            os.fdopen(said[1], "w") as its_output,
            os.fdopen(os.dup(2), "w") as errors,
        ):
            super().__init__(module, *arguments, env=env, files=(its_input, its_output, errors))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.wait()
        self._told.close()
        self._said.close()

    def tell(self, line: str) -> None:
        """Send it a line."""
        print(line, file=self._told, flush=True)

    def line(self) -> str:
        """The next line it says; "" when it has ended."""
        return self._said.readline().strip()


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
            # Dramatiq reads this when it is imported: after how many milliseconds it looks for a lost Redis.
            env={**os.environ, "PYTHONPATH": path, "dramatiq_restart_delay": "100"},
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
