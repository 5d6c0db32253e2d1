"""The rows of an archive put into an open, migrated database, on either engine whatever the archive is of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import islice
from typing import IO, cast
from zipfile import ZipFile

from kopukm_core.backup.archive import Progress
from kopukm_core.backup.copy_text import rows_of
from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.manifest import Manifest, TablePart
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters, execute, rows
from kopukm_core.db.sqlite_engine import KopukmSqliteTransaction
from kopukm_core.db.transactions import connection, dialect, transaction

_ROWS_AT_ONCE = 2_000
_PIECE = 1 << 18


async def load_tables(source: ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Replace the rows of every table of the archive, then set the numbers that new rows continue from.

    The tables must be as the archive's migrations made them. All in one transaction; references between tables
    are checked at its end.
    """
    if dialect() is Dialect.SQLITE:
        await connection().execute_query("PRAGMA foreign_keys=OFF")
    async with transaction():
        keys = await _without_foreign_keys()
        for number, table in enumerate(manifest.tables, start=1):
            await execute(f'DELETE FROM "{table.name}"')
            with source.open(table.member) as content:
                await _load(table, content)
            await _continue_from(table)
            progress(number, len(manifest.tables))
        for statement in keys:
            await connection().execute_query(statement)
        if dialect() is Dialect.SQLITE and await rows("SELECT 1 FROM pragma_foreign_key_check LIMIT 1"):
            raise BackupError("Cadangan ini memuat rujukan yang putus.", remedy="Pakai cadangan yang lain.")


async def tables_present() -> frozenset[str]:
    """The tables of the open database."""
    if dialect() is Dialect.SQLITE:
        found = await rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        found = await rows(
            "SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = current_schema()::regnamespace"
        )
    return frozenset(row["name"] for row in found)


async def _load(table: TablePart, content: IO[bytes]) -> None:
    client = connection()
    if dialect() is Dialect.POSTGRES:
        async with client.acquire_connection() as raw:
            await raw.copy_to_table(
                table.name, source=_pieces(content), columns=list(table.columns), format="text"
            )
        return
    types = {
        row["name"]: row["type"]
        for row in await rows(f"SELECT name, type FROM pragma_table_info('{table.name}')")
    }
    found = rows_of(content, [types[column].upper() == "BLOB" for column in table.columns])
    listed = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    insert = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'
    while chunk := list(islice(found, _ROWS_AT_ONCE)):
        await cast(KopukmSqliteTransaction, client).execute_chunk(insert, chunk)


async def _pieces(content: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


async def _without_foreign_keys() -> list[str]:
    """Take PostgreSQL's foreign keys away, so that tables load in any order; the statements that bring them back.

    SQLite's are off already.
    """
    if dialect() is Dialect.SQLITE:
        return []
    found = await rows(
        "SELECT conrelid::regclass::text AS tab, conname AS name, pg_get_constraintdef(oid) AS made"
        " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    for row in found:
        await connection().execute_query(f'ALTER TABLE {row["tab"]} DROP CONSTRAINT "{row["name"]}"')
    return [f'ALTER TABLE {row["tab"]} ADD CONSTRAINT "{row["name"]}" {row["made"]}' for row in found]


async def _continue_from(table: TablePart) -> None:
    """New rows get numbers that were never given, not even to rows since deleted."""
    if dialect() is Dialect.POSTGRES:
        found = await rows(
            "SELECT attname AS col, pg_get_serial_sequence("
            f"'\"{table.name}\"', attname::text) AS seq FROM pg_attribute WHERE attrelid = '\"{table.name}\"'::regclass"
            " AND attnum > 0 AND NOT attisdropped"
        )
        for row in found:
            if row["seq"] is not None:
                await rows(
                    f"SELECT setval('{row['seq']}', greatest({table.highest_id:d}, max(\"{row['col']}\"), 1),"
                    f' {table.highest_id:d} > 0 OR max("{row["col"]}") IS NOT NULL) FROM "{table.name}"'
                )
        return
    if not table.highest_id or not await rows("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"):
        return
    parameters = Parameters(Dialect.SQLITE)
    name, highest = parameters.add(table.name), parameters.add(table.highest_id)
    if not await execute(
        f"UPDATE sqlite_sequence SET seq = max(seq, {highest}) WHERE name = {name}", parameters
    ):
        await execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ({name}, {highest})", parameters)
