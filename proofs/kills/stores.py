"""PostgreSQL and Redis as they would run in an office: durable, on this machine only, and ready to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from proofs.kills.events import EventLog
from proofs.kills.supervised import Supervised

sys.path.append(str(Path(__file__).parents[2] / "tests" / "support"))

import servers


def postgres(folder: Path, events: EventLog) -> tuple[Supervised, str]:
    """A durable PostgreSQL with page checksums, not started yet, and its url."""
    folder.mkdir()
    folder.chmod(0o755)
    identity = servers._server_identity(folder)
    (programs, *_) = servers._postgres_programs()
    programs = servers._reachable(programs, folder) if identity else programs
    data, log, port = folder / "data", folder / "postgres.log", servers.free_port()
    _initialise(programs / "initdb", data, log, identity)
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
    # fsync protects against the machine's end, not against that of processes: what was written outlives a kill.
    for setting in (
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "synchronous_commit=on",
        "fsync=on",
        "max_connections=100",
        "shared_buffers=64MB",
        "restart_after_crash=on",
        "log_min_messages=warning",
    ):
        command += ["-c", setting]
    made = Supervised("postgres", command, os.environ, log, events, identity)
    return made, f"postgres://postgres@127.0.0.1:{port}/postgres"


def redis(folder: Path, events: EventLog) -> tuple[Supervised, str]:
    """A Redis that forgets everything when it ends, not started yet, and its url."""
    folder.mkdir()
    port = servers.free_port()
    command = [str(servers._redis_program()), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    command += ["--appendonly", "no", "--dir", str(folder)]
    made = Supervised("redis", command, os.environ, folder / "redis.log", events)
    return made, f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    return servers.free_port()


def _initialise(program: Path, data: Path, log: Path, identity: dict[str, object]) -> None:
    command = [
        str(program),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "-k",
        "--no-sync",
    ]
    command += ["--locale=C", "--locale-provider=icu", "--icu-locale=en"]
    with log.open("ab") as output:
        subprocess.run(command, stdout=output, stderr=output, check=True, **identity)  # type: ignore[call-overload]
