"""The database read without the platform: plain SQL over the drivers."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import asyncpg

Rows = list[Mapping[str, Any]]


class Reader:
    """Reads the database that a url names; a connection for each question, so that none outlives a kill."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite:")

    async def rows(self, sql: str) -> Rows:
        """The rows of one statement."""
        if self.is_sqlite:
            with closing(sqlite3.connect(urlsplit(self.url).path, timeout=10)) as connection:
                connection.row_factory = sqlite3.Row
                return [dict(row) for row in connection.execute(sql)]
        connection = await asyncpg.connect(self.url, timeout=5)
        try:
            return [dict(row) for row in await connection.fetch(sql, timeout=120)]
        finally:
            await connection.close(timeout=5)

    async def number(self, sql: str) -> int:
        """The first value of the first row; 0 for NULL."""
        (row,) = await self.rows(sql)
        return int(next(iter(row.values())) or 0)
