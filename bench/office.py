"""An office to measure: a filled database, the real server over it, an officer's token."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from bench.dataset import Dataset
from bench.load import HOST
from bench.processes import postmaster
from bench.serving import RunningServer, officer_token, running_server
from kopukm_core.db import Dialect, dialect, rows
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings

_TESTS = Path(__file__).parent.parent / "tests" / "support"

_NO_ACCESS_LOG = {"KOPUKM_LOG_LEVEL": "WARNING"}
"""Servers that are compared with ours write no line for each request."""

Fill = Callable[[Platform], Awaitable[Dataset]]
"""Puts the rows into an open, prepared platform, or tells what is there."""


@dataclass(frozen=True, slots=True)
class Office:
    """`postgres` is the database server's process, where it is PostgreSQL on this machine."""

    server: RunningServer
    dataset: Dataset
    engine: Dialect
    postgres: int | None
    token: str


@contextmanager
def running_office(home: Path, url: str, fill: Fill) -> Iterator[Office]:
    """An office in the folder `home`, on the database at `url`, for the block; "" is SQLite in the home."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {"KOPUKM_HOME": str(home), **_NO_ACCESS_LOG}
    if url:
        environment["KOPUKM_DATABASE_URL"] = url
    dataset, engine, postgres = asyncio.run(_filled(environment, fill))
    with running_server(environment, free_port(), home / "bench-server.log") as server:
        token = officer_token(server, environment, dataset.home)
        yield Office(server, dataset, engine, postgres, token)


async def _filled(environment: dict[str, str], fill: Fill) -> tuple[Dataset, Dialect, int | None]:
    platform = build_platform(load_settings(environment))
    async with platform.open():
        dataset = await fill(platform)
        if dialect() is Dialect.SQLITE:
            return dataset, dialect(), None
        (backend,) = await rows("SELECT pg_backend_pid() AS number")
        return dataset, dialect(), postmaster(int(backend["number"]))


@contextmanager
def own_postgres() -> Iterator[str]:
    """The PostgreSQL that the tests bring, started for the block."""
    sys.path.append(str(_TESTS))
    from servers import postgres_url

    with postgres_url() as url:
        yield url


def new_database(server: str, name: str) -> str:
    """The address of an empty database of this name on the PostgreSQL at `postgres://user@host:port`."""

    async def make() -> None:
        connection = await asyncpg.connect(f"{server}/postgres")
        try:
            await connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()

    asyncio.run(make())
    return f"{server}/{name}"


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
