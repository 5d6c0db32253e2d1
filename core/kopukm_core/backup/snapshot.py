"""The database as it is at one moment, read while others go on writing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from typing import Any, Protocol

import asyncpg

from kopukm_core.backup.copy_text import line_of
from kopukm_core.backup.errors import BackupError
from kopukm_core.db.address import DatabaseAddress
from kopukm_core.db.asyncpg_engine import CONNECT_TIMEOUT, SERVER_SETTINGS
from kopukm_core.db.database import refuse_address
from kopukm_core.db.failures import reraise_failure

Write = Callable[[bytes], object]
_ROWS_AT_ONCE = 2_000
_SEARCH_PARTS = ("data", "idx", "content", "docsize", "config")


class Snapshot(Protocol):
    """One moment of one database; every question to it is answered from that moment."""

    async def tables(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table that holds rows of ours; search indexes are made again and left out."""

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT that both engines understand."""

    async def copy(self, table: str, columns: tuple[str, ...], write: Write) -> None:
        """Write the table's rows as COPY text."""

    async def highest_id(self, table: str) -> int:
        """The largest key the table has ever given; 0 where it gives none itself."""


@asynccontextmanager
async def open_snapshot(address: DatabaseAddress) -> AsyncIterator[Snapshot]:
    """Begin reading. Raises BackupError where there is no database, and the database's own failures as ours."""
    try:
        if address.file is not None:
            if not address.file.exists():
                raise BackupError(
                    f"Belum ada basis data di {address.file}.",
                    remedy="Periksa KOPUKM_HOME dan KOPUKM_DATABASE_URL.",
                )
            connection = sqlite3.connect(
                f"{address.file.resolve().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                timeout=address.lock_timeout,
                check_same_thread=False,
            )
            with closing(connection):
                connection.execute("PRAGMA query_only=ON")
                connection.execute("BEGIN")
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment is now
                yield _SqliteSnapshot(connection)
            return
        holder = await connect(address, "kopukm-backup")
        try:
            async with holder.transaction(isolation="repeatable_read", readonly=True):
                yield _PostgresSnapshot(holder)
        finally:
            await holder.close()
    except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reraise_failure(error)
        raise


async def connect(address: DatabaseAddress, application: str) -> asyncpg.Connection[Any]:
    """A connection of its own to PostgreSQL. Raises ConfigurationError where nothing answers, or not to us."""
    try:
        return await asyncpg.connect(
            address.dsn,
            timeout=CONNECT_TIMEOUT,
            server_settings={**SERVER_SETTINGS, "application_name": application},
        )
    except Exception as error:
        refuse_address(address, error)
        raise


class _SqliteSnapshot:
    """A read transaction in WAL mode: writers never wait for it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def tables(self) -> dict[str, tuple[str, ...]]:
        listed = await self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        searches = {name for name, sql in listed if str(sql).upper().startswith("CREATE VIRTUAL")}
        hidden = searches | {f"{name}_{part}" for name in searches for part in _SEARCH_PARTS}
        return {
            name: tuple(
                column for (column,) in await self.rows(f"SELECT name FROM pragma_table_info('{name}')")
            )
            for name, _ in listed
            if name not in hidden and not name.startswith("sqlite_")
        }

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return await asyncio.to_thread(lambda: self._connection.execute(sql).fetchall())

    async def copy(self, table: str, columns: tuple[str, ...], write: Write) -> None:
        await asyncio.to_thread(self._copy, table, columns, write)

    def _copy(self, table: str, columns: tuple[str, ...], write: Write) -> None:
        cursor = self._connection.execute(f'SELECT {_listed(columns)} FROM "{table}"')
        while found := cursor.fetchmany(_ROWS_AT_ONCE):
            write("".join(map(line_of, found)).encode())

    async def highest_id(self, table: str) -> int:
        if not await self.rows("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"):
            return 0
        found = await self.rows(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")
        return int(found[0][0]) if found else 0


class _PostgresSnapshot:
    """A read-only transaction at REPEATABLE READ: one snapshot for all its statements."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self._connection = connection

    async def tables(self) -> dict[str, tuple[str, ...]]:
        found = await self.rows(
            "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " AND a.attgenerated = '' WHERE c.relkind IN ('r', 'p')"
            " AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname ORDER BY c.relname"
        )
        return {name: tuple(columns) for name, columns in found}

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self._connection.fetch(sql)]

    async def copy(self, table: str, columns: tuple[str, ...], write: Write) -> None:
        types = dict(
            await self.rows(
                "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute"
                f" WHERE attrelid = '\"{table}\"'::regclass AND attnum > 0 AND NOT attisdropped"
            )
        )
        spelled = ", ".join(_spelled(column, types[column]) for column in columns)

        async def taken(data: bytes) -> None:
            await asyncio.to_thread(write, data)

        await self._connection.copy_from_query(
            f'SELECT {spelled} FROM "{table}"', output=taken, format="text"
        )

    async def highest_id(self, table: str) -> int:
        found = await self.rows(
            "SELECT last_value FROM pg_sequences WHERE last_value IS NOT NULL AND"
            " format('%I.%I', schemaname, sequencename) IN (SELECT pg_get_serial_sequence("
            f"'\"{table}\"', attname::text) FROM pg_attribute WHERE attrelid = '\"{table}\"'::regclass AND attnum > 0"
            " AND NOT attisdropped)"
        )
        return max((int(row[0]) for row in found), default=0)


def _spelled(column: str, kind: str) -> str:
    """The column as `moment_text` and SQLite spell its values."""
    if kind == "boolean":
        return f'"{column}"::int'
    if kind == "timestamp with time zone":
        return f"to_char(\"{column}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00:00'"
    return f'"{column}"'


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
