"""aiosqlite's connection, whose reads end in SQLite too when whoever asked is cancelled."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

_AGAIN_SECONDS = 0.01
"""An interruption that comes before the statement has begun is not heard: it is said again until it is."""


class InterruptibleConnection(aiosqlite.Connection):
    """One connection with its thread. Who uses it holds its client's lock, so a read that is cut is one's own."""

    async def read_value(self, sql: str, values: list[Any]) -> Any:
        """The first value of the first row, None where there is none; one way to the thread and back."""
        return await self._interruptible(partial(_first_value, self._conn, sql, values))

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn == self._execute_fetchall:
            return await self._interruptible(partial(fn, *args, **kwargs))
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]

    async def _interruptible(self, read: Callable[[], Any]) -> Any:
        """What the function gives. A cancelled caller goes on only after the thread has let go of the statement."""
        if not self._running or self._connection is None:
            raise ValueError("Connection closed")
        future = asyncio.get_running_loop().create_future()
        outcome = _Outcome()
        self._tx.put_nowait((future, partial(outcome.of, read)))
        try:
            await future
        except asyncio.CancelledError:
            outcome.unwanted = True
            while not outcome.over:
                self._connection.interrupt()
                await _pause()
            raise
        return outcome.value


class _Outcome:
    """What a read came to, or that nobody waits for it any more."""

    __slots__ = ("over", "unwanted", "value")

    def __init__(self) -> None:
        self.over = self.unwanted = False
        self.value: Any = None

    def of(self, read: Callable[[], Any]) -> None:
        """Run in the connection's thread."""
        try:
            if not self.unwanted:
                self.value = read()
        finally:
            self.over = True


async def _pause() -> None:
    """A moment that ends also for a task that is cancelled once more."""
    try:
        await asyncio.sleep(_AGAIN_SECONDS)
    except asyncio.CancelledError:
        return


def _first_value(connection: sqlite3.Connection, sql: str, values: list[Any]) -> Any:
    cursor = connection.execute(sql, values)
    try:
        row = cursor.fetchone()
    finally:
        cursor.close()
    return None if row is None else row[0]


async def connected(file: str, **settings: Any) -> InterruptibleConnection:
    """A new connection to the file, with a thread of its own."""
    connection = InterruptibleConnection(partial(sqlite3.connect, file, **settings), iter_chunk_size=64)
    await connection
    return connection
