"""Substring search with a trigram index on both engines: pg_trgm on PostgreSQL, FTS5 trigram on SQLite."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.db.constraints import Constraint
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters
from kopukm_core.db.text import search_text

PATTERN_LENGTH = 200


def contains_pattern(text: str) -> str:
    """What is sought, as the value that `SearchIndex.condition` takes.

    Normalised like the stored text, so that `%`, `_`, quotes and letter case have no meaning in it; of a text
    too long to be a name only the beginning is sought. One without letters or digits is in every row.
    """
    return f"%{search_text(text)[:PATTERN_LENGTH].strip()}%"


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A trigram index on a `SearchTextField`; put `SearchIndex(…).constraint()` into `CONSTRAINTS`.

    `key` is the table's integer primary key; "" where it has none: SQLite then searches by reading the table,
    as its own row numbers do not survive a backup. Three letters and more use the index, fewer read all.
    """

    table: str
    column: str
    key: str = "id"

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_trigram"

    def constraint(self) -> Constraint:
        """The index as a declared constraint."""
        return Constraint(
            self.name,
            self.table,
            sqlite=self._sqlite() if self.key else (),
            postgres=(
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                f'CREATE INDEX "{self.name}" ON "{self.table}" USING gin ("{self.column}" gin_trgm_ops)',
            ),
            drop_sqlite=self._drop_sqlite() if self.key else (),
            protects="pencarian kata yang cepat",
        )

    def condition(self, placeholder: str, engine: Dialect, alias: str = "") -> str:
        """SQL that is true for rows containing the pattern behind the placeholder (see `contains_pattern`).

        `alias` is the table's name in the statement, where it has another.
        """
        table = alias or self.table
        if engine is Dialect.SQLITE and self.key:
            found = f'SELECT rowid FROM "{self.name}" WHERE "{self.column}" LIKE {placeholder}'
            return f'"{table}"."{self.key}" IN ({found})'
        return f'"{table}"."{self.column}" LIKE {placeholder}'

    def contains(self, text: str, parameters: Parameters, alias: str = "") -> str:
        """The condition for a text, its pattern added to the parameters."""
        return self.condition(parameters.add(contains_pattern(text)), parameters.dialect, alias)

    def _sqlite(self) -> tuple[str, ...]:
        index, table, column, key = self.name, self.table, self.column, self.key
        remove = (
            f'INSERT INTO "{index}"("{index}", rowid, "{column}")'
            f' VALUES (\'delete\', old."{key}", old."{column}");'
        )
        add = f'INSERT INTO "{index}"(rowid, "{column}") VALUES (new."{key}", new."{column}");'
        return (
            f'CREATE VIRTUAL TABLE "{index}" USING fts5("{column}", content=\'{table}\','
            f" content_rowid='{key}', tokenize='trigram')",
            f'CREATE TRIGGER "{index}_insert" AFTER INSERT ON "{table}" BEGIN {add} END',
            f'CREATE TRIGGER "{index}_delete" AFTER DELETE ON "{table}" BEGIN {remove} END',
            f'CREATE TRIGGER "{index}_update" AFTER UPDATE OF "{key}", "{column}" ON "{table}"'
            f" BEGIN {remove} {add} END",
            f'INSERT INTO "{index}"("{index}") VALUES (\'rebuild\')',
        )

    def _drop_sqlite(self) -> tuple[str, ...]:
        triggers = [f'DROP TRIGGER "{self.name}_{event}"' for event in ("insert", "delete", "update")]
        return (*triggers, f'DROP TABLE "{self.name}"')
