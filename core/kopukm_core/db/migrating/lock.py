"""One process at a time migrates or prepares: an advisory lock on PostgreSQL, a locked file beside the SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg

from kopukm_core.db.address import DatabaseAddress
from kopukm_core.db.asyncpg_engine import CONNECT_TIMEOUT
from kopukm_core.db.file_lock import file_lock

_ADVISORY_KEY = 0x6B6F70756B6D01
_WAITING = "Menunggu proses lain yang sedang menyiapkan basis data…"


def _silent(line: str) -> None:
    """Report to nobody."""


@asynccontextmanager
async def migration_lock(
    address: DatabaseAddress, report: Callable[[str], None] = _silent
) -> AsyncIterator[None]:
    """Hold the lock; it is freed by the system when the process dies."""
    if address.file is None:
        async with _advisory_lock(address.dsn, report):
            yield
    else:
        lock = address.file.with_name(f"{address.file.name}.migrate.lock")
        async with file_lock(lock, lambda: report(_WAITING)):
            yield


@asynccontextmanager
async def _advisory_lock(dsn: str, report: Callable[[str], None]) -> AsyncIterator[None]:
    # A connection of its own: the pool may be as small as one.
    holder = await asyncpg.connect(dsn, timeout=CONNECT_TIMEOUT)
    try:
        if not await holder.fetchval("SELECT pg_try_advisory_lock($1)", _ADVISORY_KEY):
            report(_WAITING)
            await holder.execute("SELECT pg_advisory_lock($1)", _ADVISORY_KEY)
        yield
    finally:
        await holder.close()
