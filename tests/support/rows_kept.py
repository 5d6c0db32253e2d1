"""One open platform for many tests: after each, the database holds again what it held before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from kopukm_core.db import Dialect, Parameters, dialect, execute, rows, transaction
from kopukm_core.platform import Platform


@asynccontextmanager
async def rows_kept(platform: Platform) -> AsyncIterator[None]:
    """What the block stores, changes and removes is as it was at the end; numbers of rows count on."""
    tables = _tables(platform)
    held = {name: await rows(f'SELECT * FROM "{name}"') for name in await _filled(tables)}
    try:
        yield
    finally:
        async with transaction():
            await execute(
                "PRAGMA defer_foreign_keys = ON"
                if dialect() is Dialect.SQLITE
                else "SET LOCAL session_replication_role = replica"
            )
            for name in await _filled(tables):
                await execute(f'DELETE FROM "{name}"')
            for name, kept in held.items():
                for row in kept:
                    await _put_back(name, dict(row))


def _tables(platform: Platform) -> list[str]:
    apps = platform.database.context.apps
    assert apps is not None
    return sorted({model._meta.db_table for app in apps.values() for model in app.values()})


async def _filled(tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{name}' AS name, EXISTS (SELECT 1 FROM \"{name}\") AS filled" for name in tables
    )
    return [row["name"] for row in await rows(asked) if row["filled"]]


async def _put_back(table: str, row: dict[str, Any]) -> None:
    given = Parameters(dialect())
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join(map(given.add_stored, row.values()))
    await execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', given)
