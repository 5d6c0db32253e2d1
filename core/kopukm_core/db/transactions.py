"""Transactions: nested ones are savepoints, and what must follow a commit waits for the outermost one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeAlias

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.failures import transaction_over

CONNECTION_NAME = "default"

AfterCommit: TypeAlias = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class _Frame:
    """One level of transaction, with what is to run after the outermost commit."""

    after_commit: list[AfterCommit] = field(default_factory=list)
    open: bool = True


_frame: ContextVar[_Frame | None] = ContextVar("kopukm_transaction", default=None)


def connection() -> BaseDBAsyncClient:
    """The current connection: the transaction's inside one, else the client that lends one per statement."""
    return get_connection(CONNECTION_NAME)


def dialect() -> Dialect:
    """The engine of the open database."""
    return Dialect(connection().capabilities.dialect)


def in_open_transaction() -> bool:
    """Whether the caller runs inside a transaction that has not ended."""
    frame = _frame.get()
    return frame is not None and frame.open


@asynccontextmanager
async def transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """Run the enclosed statements all or nothing; inside another transaction, as a savepoint of it.

    An exception that leaves the block undoes the block and nothing else. Keep it short and without network
    calls: on SQLite every other statement of the process waits for it.
    """
    outer = _frame.get()
    if outer is not None and not outer.open:
        raise transaction_over()
    frame = _Frame()
    token = _frame.set(frame)
    try:
        async with in_transaction(CONNECTION_NAME) as client:
            yield client
    finally:
        frame.open = False
        _frame.reset(token)
    if outer is not None:
        outer.after_commit.extend(frame.after_commit)
        return
    for action in frame.after_commit:
        await action()


async def after_commit(action: AfterCommit) -> None:
    """Run the coroutine function once the outermost transaction has committed; at once where there is none.

    It runs outside the transaction's connection, so tasks may be started in it; a rolled-back block takes its
    actions with it. An error in it reaches the caller, with the transaction already stored.
    """
    frame = _frame.get()
    if frame is not None and frame.open:
        frame.after_commit.append(action)
    else:
        await action()
