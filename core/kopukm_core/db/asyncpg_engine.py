"""Tortoise's PostgreSQL engine over an asyncpg pool, with failures that a person understands.

Tortoise picks the schema editor by the word "asyncpg" in this module's name.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    ConnectionWrapper,
    NestedTransactionContext,
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

from kopukm_core.db.failures import DatabaseBusyError, reraise_failure, transaction_over
from kopukm_core.db.session_state import SessionConnection, idle_connection, returned_at_once
from kopukm_core.metrics import POOL_WAITS

SERVER_SETTINGS = {"application_name": "kopukm", "timezone": "GMT", "jit": "off"}
CONNECT_TIMEOUT = 10.0
CACHED_STATEMENTS = 256
CACHED_STATEMENT_BYTES = 65_536
"""Generated statements are long. Each connection keeps so many prepared, here and in PostgreSQL, for five minutes."""
ENDING_SECONDS = 2.0
"""How long a connection may take to roll back or to be made fit for the next one; then it is thrown away."""

# The pool tells of each attempt with a trace, also to people at the command line. Whoever needs a connection and
# gets none says so in a sentence.
logging.getLogger("asyncpg.pool").setLevel(logging.CRITICAL)


class GuardedPoolConnection(PoolConnectionWrapper[Any]):
    """A connection lent by the pool; failures of the database itself leave as our errors."""

    async def __aenter__(self) -> Any:
        try:
            await self.ensure_connection()
            self.connection = await _lent(self.client)
            return self.connection
        except Exception as error:
            reraise_failure(error)
            raise

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await _give_back(self.client, self.connection)
        reraise_failure(exc_val)


class GuardedTransactionConnection(ConnectionWrapper[Any]):
    """The transaction's own connection, one statement at a time."""

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await super().__aexit__(exc_type, exc_val, exc_tb)
        reraise_failure(exc_val)


class KopukmAsyncpgClient(AsyncpgDBClient):
    """A pool of connections to the database that `dsn` names. A statement waits `lock_timeout` seconds for a lock."""

    def __init__(self, dsn: str, *, lock_timeout: float, **settings: Any) -> None:
        super().__init__(**settings)
        self._dsn = dsn
        self.lock_timeout = lock_timeout
        self._server_settings = {**SERVER_SETTINGS, "lock_timeout": f"{max(1, round(lock_timeout * 1000))}ms"}

    async def create_connection(self, with_db: bool) -> None:
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=self.pool_minsize,
            max_size=self.pool_maxsize,
            server_settings=self._server_settings,
            timeout=CONNECT_TIMEOUT,
            connection_class=SessionConnection,
            statement_cache_size=CACHED_STATEMENTS,
            max_cacheable_statement_size=CACHED_STATEMENT_BYTES,
        )
        await self._post_connect()

    def acquire_connection(self) -> ConnectionWrapper[Any] | PoolConnectionWrapper[Any]:
        return GuardedPoolConnection(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return PooledTransaction(KopukmAsyncpgTransaction(self), self._pool_init_lock)

    async def execute_affected(self, query: str, values: list[Any]) -> int:
        """Run one statement; the number of rows it changed."""
        return int(await _execute_affected(self, query, values))

    @translate_exceptions
    async def read_value(self, query: str, values: list[Any]) -> Any:
        """The first value of the first row; None where there is none."""
        if self._pool is None:
            await self.acquire_connection().ensure_connection()
        try:
            connection = await _lent(self)
            try:
                return await connection.fetchval(query, *values)
            finally:
                await _give_back(self, connection)
        except Exception as error:
            reraise_failure(error)
            raise


class KopukmAsyncpgTransaction(TransactionWrapper):
    """The client seen inside a transaction; it refuses to work after the end."""

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        if self._finalized:
            raise transaction_over()
        return GuardedTransactionConnection(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        if self._finalized:
            raise transaction_over()
        return NestedTransactionContext(KopukmAsyncpgTransaction(self))

    async def execute_affected(self, query: str, values: list[Any]) -> int:
        """As the client's."""
        return int(await _execute_affected(self, query, values))

    @translate_exceptions
    async def read_value(self, query: str, values: list[Any]) -> Any:
        """As the client's."""
        async with self.acquire_connection() as connection:
            return await connection.fetchval(query, *values)

    @translate_exceptions
    async def copy_chunk(self, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
        """Store the rows by COPY."""
        async with self.acquire_connection() as connection:
            await connection.copy_records_to_table(table, columns=columns, records=rows)


class PooledTransaction(TransactionContextPooled):
    """A transaction that gives its connection back to the pool whatever happens."""

    async def __aenter__(self) -> TransactionalDBClient:
        try:
            await self.ensure_connection()
            self.client._connection = await _lent(self.client._parent)
            try:
                await self.client.begin()
            except BaseException:
                await _give_back(self.client._parent, self.client._connection)
                raise
        except Exception as error:
            reraise_failure(error)
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if not self.client._finalized and exc_type is not TransactionManagementError:
                await (self._roll_back() if exc_type else self.client.commit())
        except Exception as error:
            reraise_failure(error)
            raise
        finally:
            self.client._finalized = True
            get_connections().reset(self.token)
            await _give_back(self.client._parent, self.client._connection)

    async def _roll_back(self) -> None:
        """The server rolls back by itself when the connection goes: no request waits for one that is silent."""
        try:
            async with asyncio.timeout(ENDING_SECONDS):
                await self.client.rollback()
        except TimeoutError:
            self.client._connection.terminate()


async def _lent(client: Any) -> Any:
    """A connection of the pool, waited for as long as for a lock. Raises DatabaseBusyError."""
    idle = idle_connection(client._pool)
    if idle is not None:
        return await idle
    _count_wait(client._pool)
    try:
        return await client._pool.acquire(timeout=client.lock_timeout)
    except TimeoutError as error:
        raise DatabaseBusyError(
            "Basis data sedang terlalu sibuk.", remedy="Coba lagi sebentar lagi."
        ) from error


async def _give_back(client: Any, connection: Any) -> None:
    """Return the connection; the pool closes one that it cannot make fit for the next in time, and frees its place.

    Whatever goes wrong here changes nothing of what was done on it: one that was cut in the middle of an answer fails
    inside asyncpg itself (InternalClientError), after the commit has been heard.
    """
    if client._pool is None or returned_at_once(connection):
        return
    with contextlib.suppress(
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError
    ):
        if not connection.is_closed() and connection.is_in_transaction():
            # Its BEGIN was cancelled underway, or its ROLLBACK: nothing on it is worth waiting for.
            connection.terminate()
        await client._pool.release(connection, timeout=ENDING_SECONDS)


def _count_wait(pool: Any) -> None:
    if pool is not None and pool.get_idle_size() == 0 and pool.get_size() >= pool.get_max_size():
        POOL_WAITS.inc()


@translate_exceptions
async def _execute_affected(client: BaseDBAsyncClient, query: str, values: list[Any]) -> int:
    async with client.acquire_connection() as connection:
        status = await connection.execute(query, *values)
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0


client_class = KopukmAsyncpgClient
