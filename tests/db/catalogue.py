"""What the catalogue of the open database says of its indexes, told alike for both engines."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from kopukm_core.db import Dialect, dialect, rows

IndexFact: TypeAlias = tuple[str, bool, tuple[str, ...]]
"""Table, whether unique, key columns in order (an expression is "")."""

_SQLITE = (
    'SELECT m.name AS tab, l.name, l."unique" AS uniq, i.seqno, i.name AS col'
    " FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) i"
    " WHERE m.type = 'table' AND l.origin <> 'pk' ORDER BY l.name, i.seqno"
)
_POSTGRES = (
    "SELECT t.relname AS tab, i.relname AS name, x.indisunique AS uniq, k.seqno, a.attname AS col"
    " FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
    " CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(number, seqno)"
    " LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number"
    " JOIN pg_am m ON m.oid = i.relam"
    " WHERE t.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary AND m.amname = 'btree'"
    " AND k.seqno <= x.indnkeyatts"
    " ORDER BY i.relname, k.seqno"
)


async def index_facts(tables: Collection[str]) -> list[IndexFact]:
    """The indexes on the tables, without primary keys and search indexes, sorted."""
    found = await rows(_SQLITE if dialect() is Dialect.SQLITE else _POSTGRES)
    columns: dict[str, list[str]] = {}
    facts: dict[str, tuple[str, bool]] = {}
    for row in found:
        if row["tab"] in tables:
            columns.setdefault(row["name"], []).append(row["col"] or "")
            facts[row["name"]] = (row["tab"], bool(row["uniq"]))
    return sorted((*facts[name], tuple(names)) for name, names in columns.items())
