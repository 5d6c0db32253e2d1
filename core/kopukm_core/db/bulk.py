"""Many rows at once: COPY on PostgreSQL, prepared inserts in chunks on SQLite, in the current transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from tortoise.models import Model

from kopukm_core.db.asyncpg_engine import KopukmAsyncpgTransaction
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import stored_value
from kopukm_core.db.sqlite_engine import KopukmSqliteTransaction
from kopukm_core.db.transactions import dialect, transaction

CHUNK_ROWS = 2_000


async def copy_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Store rows of Python values for the named fields (`shop_id` for a foreign key); the number stored.

    All or none. Field validators apply; defaults of fields not named do not (columns are NULL or take the
    database's default). Raises Tortoise's IntegrityError or ValidationError as saving one row would.
    """
    engine = dialect()
    columns = [model._meta.fields_db_projection[name] for name in names]
    prepare = _preparer(model, names, engine)
    stored = 0
    async with transaction() as client:
        for chunk in _chunks(map(prepare, rows)):
            if engine is Dialect.POSTGRES:
                copier = cast(KopukmAsyncpgTransaction, client)
                await copier.copy_chunk(model._meta.db_table, columns, chunk)
            else:
                await cast(KopukmSqliteTransaction, client).execute_chunk(_insert(model, columns), chunk)
            stored += len(chunk)
    return stored


def _insert(model: type[Model], columns: list[str]) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES ({marks})'


def _preparer(
    model: type[Model], names: Sequence[str], engine: Dialect
) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    to_stored = [model._meta.fields_map[name].to_db_value for name in names]

    def prepare(row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            stored_value(convert(value, model), engine) for convert, value in zip(to_stored, row, strict=True)
        )

    return prepare


def _chunks(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK_ROWS)):
        yield chunk
