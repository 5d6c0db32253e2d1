"""Connections of PostgreSQL that are made fit for the next borrower only where a statement may have left something."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from functools import lru_cache
from typing import Any

import asyncpg

_LEAVES_SOMETHING = re.compile(
    r"(?:^|;)\s*(?:--|/\*|(?:SET|RESET|LISTEN|UNLISTEN|DECLARE|PREPARE|DEALLOCATE|LOAD|DO|CALL|DISCARD)\b)"
    r"|\b(?:set_config|setseed|pg_(?:try_)?advisory_lock(?:_shared)?|lo_open)\s*\(|\bTEMP(?:ORARY)?\b",
    re.IGNORECASE,
)

_PATTERN_GIVEN = re.compile(r"\bI?LIKE\s+\$[0-9]", re.IGNORECASE)


@lru_cache(maxsize=512)
def planned_anew(sql: str) -> bool:
    """Whether the statement is worth a plan for each run: how much a pattern matches is known from its letters.

    A plan for all patterns takes each to match many rows, and for a rare word reads a whole list in its order.
    """
    return _PATTERN_GIVEN.search(sql) is not None


@lru_cache(maxsize=512)
def leaves_session_state(sql: str) -> bool:
    """Whether the statement may change more of its session than its transaction does."""
    return _LEAVES_SOMETHING.search(sql) is not None


class SessionConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection whose reset, a round trip, is left out when nothing it was given needs it.

    Whatever happens, an open transaction is rolled back and listeners are removed before it is lent again.
    """

    needs_reset = False
    """Whether a statement since the last reset may have changed the session."""

    def execute(self, query: str, *args: Any, timeout: float | None = None) -> Any:
        """As the driver's."""
        self._look_at(query)
        return super().execute(query, *args, timeout=timeout)

    def _execute(self, query: str, *args: Any, **settings: Any) -> Any:
        self._look_at(query)
        return super()._execute(query, *args, **settings)

    def prepare(self, query: str, **settings: Any) -> Any:
        """As the driver's."""
        self._look_at(query)
        return super().prepare(query, **settings)

    def cursor(self, query: str, *args: Any, **settings: Any) -> Any:
        """As the driver's."""
        self._look_at(query)
        return super().cursor(query, *args, **settings)

    def _get_statement(
        self, query: str, timeout: float | None, *, use_cache: bool = True, **settings: Any
    ) -> Any:
        kept = use_cache and not planned_anew(query)
        return super()._get_statement(query, timeout, use_cache=kept, **settings)

    def get_reset_query(self) -> str:
        """The driver's, or "" where nothing was left behind."""
        return str(super().get_reset_query()) if self.needs_reset else ""

    async def reset(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the driver's
        """Make the connection fit for its next borrower."""
        await super().reset(timeout=timeout)
        self.needs_reset = False

    def _look_at(self, query: str) -> None:
        if leaves_session_state(query):
            self.needs_reset = True


def idle_connection(pool: Any) -> Awaitable[Any] | None:
    """A connection of the pool that waits for work, to be awaited at once; None where one must be waited for.

    The pool's own way makes a task or a timer of every borrowing and every return.
    """
    if pool is None or pool._closing or not pool._initialized or pool._queue.empty():
        return None
    holder = pool._queue.get_nowait()
    if not holder.is_connected() or holder._generation != pool._generation:
        pool._queue.put_nowait(holder)
        return None
    borrowed: Awaitable[Any] = holder.acquire()
    return borrowed


def returned_at_once(borrowed: Any) -> bool:
    """Give the connection back where nothing needs to be asked of PostgreSQL before; whether that was so."""
    connection, holder = borrowed._con, borrowed._holder
    if connection is None or connection.is_closed() or connection.needs_reset:
        return False
    protocol = connection._protocol
    if (
        protocol.is_in_transaction()
        or protocol._is_cancelling()
        or protocol.queries_count >= holder._max_queries
        or holder._generation != holder._pool._generation
        or connection._top_xact is not None
        or connection._listeners
        or connection._log_listeners
    ):
        return False
    connection._on_release()
    holder._timeout = None
    holder._release()
    holder._setup_inactive_callback()
    return True
