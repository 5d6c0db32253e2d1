"""`kopukm` as people run it: a process of its own, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2

from servers import free_port, wait_until

_COMMAND = (sys.executable, "-c", "import sys; from kopukm_core.cli import main; sys.exit(main())")


def kopukm(
    environment: Mapping[str, str], *arguments: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a subcommand to its end."""
    return subprocess.run(
        [*_COMMAND, *arguments],
        env=dict(environment),
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


@contextmanager
def serving(environment: Mapping[str, str], log: Path) -> Iterator[httpx2.Client]:
    """A client of `kopukm serve` on a free port."""
    port = free_port()
    command = [*_COMMAND, "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=dict(environment), stdout=output, stderr=output)
    try:
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
        process.terminate()
        process.wait(timeout=20)
