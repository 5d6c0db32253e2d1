"""Everything that the database itself declares: tables, columns, indexes, constraints, triggers."""

from __future__ import annotations

import re

from kopukm_core.db import Dialect, dialect, rows

_POSTGRES = (
    "SELECT 'column' AS kind, table_name AS tab, column_name AS name,"
    " concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default) AS made"
    " FROM information_schema.columns WHERE table_schema = current_schema()"
    " UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    " UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0"
    " UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal"
)
_SQLITE = "SELECT type AS kind, tbl_name AS tab, name, coalesce(sql, '') AS made FROM sqlite_master"
_CASTS = re.compile(r"::(character varying|text)|\[\]|[() ]")
"""PostgreSQL writes them elsewhere once a definition went through a dump."""


async def everything_declared() -> set[tuple[str, ...]]:
    """Kind, table, name and how it was made, of the open database."""
    found = await rows(_SQLITE if dialect() is Dialect.SQLITE else _POSTGRES)
    return {(row["kind"], row["tab"], row["name"], _CASTS.sub("", str(row["made"]))) for row in found}
