"""`kopukm` as people run it: a process of its own, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2

from forked import ForkedProcess
from office import FREE_DOCUMENTS_ONLY
from servers import free_port, wait_until

SECONDS = 120.0

_COMMAND = (sys.executable, "-m", "kopukm_command")
_serving: dict[int, int] = {}
"""Port → process id."""


def kopukm(
    environment: Mapping[str, str], *arguments: str, typed: str = "", anew: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a subcommand to its end. `anew`: in an interpreter of its own, where the start itself is looked at."""
    if anew:
        return subprocess.run(
            [*_COMMAND, *arguments],
            env=dict(environment),
            input=typed,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as given,
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        given.write(typed)
        given.seek(0)
        process = ForkedProcess("kopukm_command", *arguments, env=environment, files=(given, output, errors))
        try:
            status = process.wait(SECONDS)
        finally:
            process.kill()
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, status, output.read(), errors.read())


@contextmanager
def serving(environment: Mapping[str, str], log: Path, *, anew: bool = False) -> Iterator[httpx2.Client]:
    """A client of `kopukm serve` on a free port, which nobody asks by id unless the environment says so."""
    port = free_port()
    environment = {**FREE_DOCUMENTS_ONLY, **environment}
    words = ("serve", "--port", str(port))
    process: subprocess.Popen[bytes] | ForkedProcess
    with log.open("wb") as output, Path(os.devnull).open("rb") as nothing:
        if anew:
            process = subprocess.Popen([*_COMMAND, *words], env=environment, stdout=output, stderr=output)
        else:
            files = (nothing, output, output)
            process = ForkedProcess("kopukm_command", *words, env=environment, files=files)
    try:
        _serving[port] = process.pid
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:

            def ready() -> bool:
                if process.poll() is not None:
                    raise AssertionError(log.read_text(errors="replace"))
                try:
                    return client.get("/health/ready").status_code == 200
                except httpx2.TransportError:
                    return False

            wait_until(ready)
            yield client
    finally:
        _serving.pop(port, None)
        process.terminate()
        process.wait(timeout=20)


def serving_process(client: httpx2.Client) -> int:
    """The id of the process that serves this client."""
    return _serving[client.base_url.port or 0]
