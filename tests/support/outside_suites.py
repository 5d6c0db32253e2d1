"""What the suites from outside share: running a command, and a server on the demo's data."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import free_port, wait_until

KOPUKM = (sys.executable, "-c", "import sys; from kopukm_core.cli import main; sys.exit(main())")


def outcome(command: list[str], folder: Path, **variables: str) -> str:
    """What the command prints; fails the test with it when the command fails."""
    environment = {**os.environ, **variables}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=900, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment_of(home: Path) -> dict[str, str]:
    """The environment of `kopukm` with this home and the code under test."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "KOPUKM_HOME": str(home),
    }


@contextmanager
def serving_demo(home: Path) -> Iterator[str]:
    """The address of `kopukm serve` on the demo's data."""
    port, environment = free_port(), environment_of(home)
    subprocess.run([*KOPUKM, "demo"], check=True, capture_output=True, env=environment)
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen([*KOPUKM, "serve", "--port", str(port)], stderr=log, env=environment)
        try:
            wait_until(lambda: b"Melayani" in (home / "serve.log").read_bytes() or process.poll() is not None)
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            process.terminate()
            process.wait(15)
