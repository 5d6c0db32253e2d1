"""Keys taken in advance, so that rows of several tables can be copied in with their references."""

from __future__ import annotations

from tortoise.models import Model

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters, rows
from kopukm_core.db.transactions import connection


async def reserve_ids(model: type[Model], count: int) -> list[int]:
    """That many new keys of the model's table, ascending, for use in this transaction.

    PostgreSQL takes them from the table's sequence. On SQLite a writing transaction is alone, so the numbers after
    the largest ever given are free.
    """
    if count == 0:
        return []
    table = model._meta.db_table
    parameters = Parameters(Dialect(connection().capabilities.dialect))
    if parameters.dialect is Dialect.POSTGRES:
        sql = (
            f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) AS id "
            f"FROM generate_series(1, {parameters.add(count)}::int)"
        )
        return sorted(int(row["id"]) for row in await rows(sql, parameters))
    sql = (
        f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = {parameters.add(table)}), 0), "
        f"coalesce((SELECT max(id) FROM {table}), 0)) AS last"
    )
    last = int((await rows(sql, parameters))[0]["last"])
    return list(range(last + 1, last + count + 1))
