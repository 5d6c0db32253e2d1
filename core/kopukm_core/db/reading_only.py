"""A stretch of work that may read and not write, so that a mistake is told instead of stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, cast

from tortoise.connection import get_connections

from kopukm_core.db.transactions import CONNECTION_NAME, connection
from kopukm_core.errors import ConfigurationError

_READS = re.compile(r"\s*(?:SELECT|WITH|VALUES|EXPLAIN)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)


@contextmanager
def only_reading() -> Iterator[None]:
    """While the block runs, what stores anything or begins a transaction raises ConfigurationError."""
    registry = get_connections()
    token = registry.set(CONNECTION_NAME, cast(Any, _ReadingClient(connection())))
    try:
        yield
    finally:
        registry.reset(token)


class _ReadingClient:
    """The client in use, without the ways to write that models and our own functions take."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        """As the client's, for a query that reads."""
        _check(query)
        return await self._client.execute_query(query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> Any:
        """As the client's, for a query that reads."""
        _check(query)
        return await self._client.execute_query_dict(query, values)

    def _refuse(self, *_arguments: Any, **_named: Any) -> NoReturn:
        refuse_writing()

    execute_insert = execute_many = execute_script = execute_affected = execute_chunk = _refuse
    copy_chunk = _in_transaction = _refuse


def _check(query: str) -> None:
    if not _READS.match(query) or (query.lstrip()[:4].upper() == "WITH" and _WRITES.search(query)):
        refuse_writing()


def refuse_writing() -> NoReturn:
    """Raise what a command is told that stores where it may only read."""
    raise ConfigurationError(
        "Perintah at_once mencoba menyimpan sendiri.",
        remedy="Kumpulkan dengan context.create dan context.audit, atau hapus at_once dari @command.",
    )
