"""Tortoise's SQLite engine made safe for several processes: transactions begin immediate, no lock leaks.

Tortoise picks the schema editor by the word "sqlite" in this module's name.
"""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from typing import Any

import aiosqlite
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

from kopukm_core.db.failures import reraise_failure, transaction_over
from kopukm_core.db.sqlite_connection import connected
from kopukm_core.db.sqlite_functions import register_functions

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "NORMAL",
    "foreign_keys": "ON",
    "cache_size": "-32000",
    "temp_store": "MEMORY",
}
_WAL_ATTEMPTS = 200
_CACHED_STATEMENTS = 512


def moment_text(moment: datetime) -> str:
    """An aware moment as SQLite stores it: UTC, of one length, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError(f"datetime without a time zone: {moment!r}")
    return moment.astimezone(UTC).isoformat(" ", timespec="microseconds")


# Registered after Tortoise's own adapter, which keeps the zone it was given and drops zero microseconds.
sqlite3.register_adapter(datetime, moment_text)


class GuardedConnection(ConnectionWrapper[Any]):
    """The connection under its lock; failures of the database itself leave as our errors."""

    async def __aenter__(self) -> Any:
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException as error:
            self._lock.release()
            reraise_failure(error)
            raise
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self._lock.release()
        reraise_failure(exc_val)


class KopukmSqliteClient(SqliteClient):
    """One connection to one file, under one lock. It waits `lock_timeout` seconds for other processes."""

    def __init__(self, file_path: str, *, lock_timeout: float, **settings: Any) -> None:
        super().__init__(file_path, **settings)
        self._lock_timeout = lock_timeout

    async def create_connection(self, with_db: bool) -> None:
        if self._connection:
            return
        connection = await connected(
            self.filename,
            isolation_level=None,
            timeout=self._lock_timeout,
            cached_statements=_CACHED_STATEMENTS,
        )
        try:
            connection.row_factory = sqlite3.Row
            for pragma, value in PRAGMAS.items():
                await _set_pragma(connection, pragma, value)
            await register_functions(connection)
        except BaseException:
            await connection.close()
            raise
        self._connection = connection
        await self._post_connect()

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        return GuardedConnection(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransaction(KopukmSqliteTransaction(self), self._lock)

    async def execute_affected(self, query: str, values: list[Any]) -> int:
        """Run one statement; the number of rows it changed, those changed by triggers not counted."""
        return int(await _execute_affected(self, query, values))

    @translate_exceptions
    async def read_value(self, query: str, values: list[Any]) -> Any:
        """The first value of the first row; None where there is none."""
        async with self.acquire_connection() as connection:
            return await connection.read_value(query, values)

    @translate_exceptions
    async def execute_chunk(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        """Run one statement for many rows; only inside a transaction is it all or nothing."""
        async with self.acquire_connection() as connection:
            await connection.executemany(query, rows)


class KopukmSqliteTransaction(SqliteTransactionWrapper):
    """The client seen inside a transaction; it refuses to work after the end."""

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        if self._finalized:
            raise transaction_over()
        return GuardedConnection(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        if self._finalized:
            raise transaction_over()
        return NestedTransactionContext(KopukmSqliteTransaction(self))

    async def begin(self) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")

    async def execute_affected(self, query: str, values: list[Any]) -> int:
        """As the client's."""
        return int(await _execute_affected(self, query, values))

    @translate_exceptions
    async def read_value(self, query: str, values: list[Any]) -> Any:
        """As the client's."""
        async with self.acquire_connection() as connection:
            return await connection.read_value(query, values)

    @translate_exceptions
    async def execute_chunk(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        """As the client's."""
        async with self.acquire_connection() as connection:
            await connection.executemany(query, rows)


class ImmediateTransaction(SqliteTransactionContext):
    """Takes the write lock at once, so that reading and then writing never meets "database is locked"."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self._begin()
        except BaseException as error:
            self._trxlock.release()
            reraise_failure(error)
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection  # type: ignore[no-any-return]

    async def _begin(self) -> None:
        try:
            await self.connection.begin()
        except asyncio.CancelledError:
            # BEGIN runs in the connection's thread all the same: take it back.
            await self.connection._connection.rollback()
            raise

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            await self._finish(exc_val)
        except Exception as error:
            reraise_failure(error)
            raise
        finally:
            self.connection._finalized = True
            get_connections().reset(self.token)
            self._trxlock.release()

    async def _finish(self, failure: BaseException | None) -> None:
        if self.connection._finalized or isinstance(failure, TransactionManagementError):
            return
        if failure is not None:
            await self.connection.rollback()
            return
        try:
            await self.connection.commit()
        except BaseException:
            await self.connection._connection.rollback()
            raise


async def _set_pragma(connection: aiosqlite.Connection, pragma: str, value: str) -> None:
    """Two processes that open a new file at once meet a lock that `busy_timeout` does not wait for."""
    for attempt in range(_WAL_ATTEMPTS):
        try:
            cursor = await connection.execute(f"PRAGMA {pragma}={value}")
            await cursor.close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == _WAL_ATTEMPTS - 1:
                raise
            await asyncio.sleep(0.02)


@translate_exceptions
async def _execute_affected(client: BaseDBAsyncClient, query: str, values: list[Any]) -> int:
    async with client.acquire_connection() as connection:
        cursor = await connection.execute(query, values)
        try:
            await cursor.fetchall()
            return max(int(cursor.rowcount), 0)
        finally:
            await cursor.close()


client_class = KopukmSqliteClient
