"""The SQL statements that an action issues: as Tortoise's own log tells them, and what is read past that log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

from kopukm_core.db.asyncpg_engine import KopukmAsyncpgClient, KopukmAsyncpgTransaction
from kopukm_core.db.sqlite_engine import KopukmSqliteClient, KopukmSqliteTransaction

_Client: TypeAlias = (
    KopukmAsyncpgClient | KopukmAsyncpgTransaction | KopukmSqliteClient | KopukmSqliteTransaction
)
_CLIENTS: tuple[type[_Client], ...] = (
    KopukmAsyncpgClient,
    KopukmAsyncpgTransaction,
    KopukmSqliteClient,
    KopukmSqliteTransaction,
)


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args
        if isinstance(arguments, tuple) and arguments:
            self.statements.append(str(arguments[0]))


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """The texts of the statements issued inside, in order."""
    logger, recorder = logging.getLogger("tortoise.db_client"), _Recorder()
    level = logger.level
    logger.addHandler(recorder)
    logger.setLevel(logging.DEBUG)
    try:
        with ExitStack() as stack:
            for client in _CLIENTS:
                stack.enter_context(_listening(client, recorder.statements))
            yield recorder.statements
    finally:
        logger.setLevel(level)
        logger.removeHandler(recorder)


@contextmanager
def _listening(client: type[_Client], statements: list[str]) -> Iterator[None]:
    """Single values are read without a word to the log: the statement is noted on its way."""
    read_value = client.read_value

    async def noted(self: _Client, query: str, values: list[Any]) -> Any:
        statements.append(query)
        return await read_value(self, query, values)

    setattr(client, "read_value", noted)  # noqa: B010
    try:
        yield
    finally:
        setattr(client, "read_value", read_value)  # noqa: B010
