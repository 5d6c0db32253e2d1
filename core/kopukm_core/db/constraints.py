"""Constraints and indexes that Tortoise cannot declare, as SQL for each engine, checked at every start."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field

from kopukm_core.db.apps import Apps
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters, rows
from kopukm_core.db.transactions import connection, dialect
from kopukm_core.errors import ConfigurationError

Statements = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule or index that the database itself keeps.

    `name` is the name of the object in the catalogue on both engines (an index, a trigger, a table
    constraint, or an FTS5 table). `sqlite` and `postgres` make it, one statement or several; "" where an
    engine needs none. `drop_sqlite` and `drop_postgres` take it away; left out, an index of that name is
    dropped. `protects` says in Indonesian what it keeps true.
    """

    name: str
    table: str
    sqlite: Statements = ""
    postgres: Statements = ""
    drop_sqlite: Statements = field(default="", kw_only=True)
    drop_postgres: Statements = field(default="", kw_only=True)
    protects: str = field(default="", kw_only=True)

    def create_statements(self, engine: Dialect) -> tuple[str, ...]:
        """What makes it on this engine, statement by statement; none where the engine needs none."""
        return _listed(self.sqlite if engine is Dialect.SQLITE else self.postgres)

    def drop_statements(self, engine: Dialect) -> tuple[str, ...]:
        """What takes it away on this engine."""
        given = _listed(self.drop_sqlite if engine is Dialect.SQLITE else self.drop_postgres)
        if given or not self.create_statements(engine):
            return given
        return (f'DROP INDEX "{self.name}"',)


def index(
    name: str, table: str, columns: str, *, unique: bool = False, where: str = "", protects: str = ""
) -> Constraint:
    """An index that both engines make alike: of these columns, of the rows `where` holds (all, if it is empty).

    Not `unique_together`: Tortoise 1.1 writes the attribute `region_id` there, not the column `region_code`.
    """
    made = f"CREATE {'UNIQUE ' if unique else ''}INDEX {name} ON {table} ({columns})"
    sql = f"{made} WHERE {where}" if where else made
    return Constraint(name, table, sqlite=sql, postgres=sql, protects=protects)


def declared_constraints(apps: Apps) -> tuple[Constraint, ...]:
    """The constraints of all model modules of the apps, in order. Refuses two of one name."""
    found: dict[str, tuple[Constraint, str]] = {}
    for app in apps.values():
        for module_name in app.models:
            for constraint in getattr(importlib.import_module(module_name), "CONSTRAINTS", ()):
                known = found.get(constraint.name)
                if known is not None:
                    raise ConfigurationError(
                        f"Batasan {constraint.name!r} dinyatakan dua kali: di {known[1]} dan {module_name}.",
                        remedy="Beri salah satunya nama lain.",
                    )
                found[constraint.name] = (constraint, module_name)
    return tuple(constraint for constraint, _ in found.values())


async def apply_constraint(constraint: Constraint) -> None:
    """Make the constraint on the current connection."""
    for statement in constraint.create_statements(dialect()):
        # One by one, never as a script: a trigger's body holds semicolons.
        await connection().execute_query(statement)


async def catalogue_names() -> frozenset[str]:
    """The names of all indexes, triggers, table constraints and tables in the database."""
    if dialect() is Dialect.SQLITE:
        found = await rows("SELECT name FROM sqlite_master", Parameters(Dialect.SQLITE))
    else:
        found = await rows(
            "SELECT conname AS name FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
            " UNION SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
            Parameters(Dialect.POSTGRES),
        )
    return frozenset(row["name"] for row in found)


async def check_constraints(apps: Apps) -> None:
    """Refuse a database that lacks a declared constraint, naming each and what it protects."""
    engine = dialect()
    present = await catalogue_names()
    missing = [
        constraint
        for constraint in declared_constraints(apps)
        if constraint.create_statements(engine) and constraint.name not in present
    ]
    if missing:
        listed = "; ".join(
            f"{constraint.name} pada tabel {constraint.table}"
            + (f" ({constraint.protects})" if constraint.protects else "")
            for constraint in missing
        )
        raise ConfigurationError(
            f"Basis data tidak memiliki batasan yang dinyatakan: {listed}.",
            remedy="Tambahkan operasi ApplyConstraint pada migrasinya, lalu jalankan kopukm migrate.",
        )


def _listed(statements: Statements) -> tuple[str, ...]:
    if isinstance(statements, tuple):
        return statements
    return (statements,) if statements else ()
