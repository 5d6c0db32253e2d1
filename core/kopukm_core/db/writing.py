"""Rows of several tables stored together, the new key of one used in the next.

One statement on PostgreSQL, one visit to the connection's thread on SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, cast

from tortoise.backends.sqlite.client import translate_exceptions
from tortoise.models import Model

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters, rows, stored_value
from kopukm_core.db.transactions import connection, dialect, transaction


@dataclass(slots=True, eq=False)
class NewKey:
    """The key that a row gets when it is stored; `value` is None until then."""

    value: int | None = None

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class KeyText:
    """Text with a new key in the middle of it."""

    key: NewKey
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.key.value}{self.after}"


@dataclass(frozen=True, slots=True)
class _Step:
    """One row to insert (`id` None), or to update by its id."""

    table: str
    columns: dict[str, object]
    key: NewKey
    id: int | None = None
    unless_taken: tuple[str, ...] = ()

    def told(self) -> Iterator[NewKey]:
        """The keys that its values tell."""
        for value in self.columns.values():
            if isinstance(value, NewKey):
                yield value
            elif isinstance(value, KeyText):
                yield value.key


Row: TypeAlias = Mapping[str, object]


@dataclass(slots=True)
class Writes:
    """Rows to be stored together, in their order; nothing happens before `store`."""

    _steps: list[_Step] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._steps)

    def insert(self, model: type[Model], row: Row) -> NewKey:
        """Add a row of Python values by field name (`shop_id` for a foreign key) to a table that numbers its rows.

        A value may be a NewKey of these rows, or a KeyText where the column is text. Defaults and validators of the
        fields apply; nothing that a model's own `save` does.
        """
        step = _Step(model._meta.db_table, _whole(model, row), NewKey())
        self._steps.append(step)
        return step.key

    def insert_first(self, key: NewKey, model: type[Model], row: Row, unless_taken: Sequence[str]) -> None:
        """Put a row before all others: where a stored one has its values in these columns, none of them is stored."""
        self._steps.insert(0, _Step(model._meta.db_table, _whole(model, row), key, None, tuple(unless_taken)))

    def update(self, model: type[Model], id: int, row: Row) -> None:  # noqa: A002 - the column's name
        """Add new values for the row that has this `id`."""
        self._steps.append(_Step(model._meta.db_table, _prepared(model, row), NewKey(), id))

    async def store(self) -> bool:
        """Store them all or none, and tell the keys; False where the first was taken.

        On SQLite it must run inside a transaction. Raises Tortoise's IntegrityError as saving one row would.
        """
        steps, self._steps = self._steps, []
        if not steps:
            return True
        if dialect() is Dialect.POSTGRES:
            return await _store_in_one_statement(steps)
        return bool(await _store_in_one_visit(connection(), steps))

    async def store_alone(self) -> bool:
        """The same outside a transaction: all or none by itself."""
        if dialect() is Dialect.POSTGRES:
            return await self.store()
        async with transaction():
            return await self.store()


def _whole(model: type[Model], row: Row) -> dict[str, object]:
    """The prepared row, with the defaults of the fields that it does not name."""
    left_out = {
        name: default() if callable(default) else default
        for name, default in _defaults(model)
        if name not in row
    }
    return _prepared(model, {**row, **left_out} if left_out else row)


@cache
def _defaults(model: type[Model]) -> tuple[tuple[str, Any], ...]:
    known = model._meta.fields_map
    return tuple(
        (name, known[name].default)
        for name in model._meta.fields_db_projection
        if known[name].default is not None and not known[name].pk
    )


def _prepared(model: type[Model], row: Row) -> dict[str, object]:
    """Column → value as the field stores it; keys that are known already as numbers."""
    columns, known = model._meta.fields_db_projection, model._meta.fields_map
    prepared: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, NewKey):
            value = value if value.value is None else value.value
        elif isinstance(value, KeyText):
            value = value if value.key.value is None else str(value)
        elif value is not None:
            value = known[name].to_db_value(value, model)
        prepared[columns[name]] = value
    return prepared


def _early(steps: Sequence[_Step]) -> list[_Step]:
    """Those whose keys a row before them tells: they are numbered first."""
    place = {id(step.key): place for place, step in enumerate(steps)}
    wanted = {id(key) for at, step in enumerate(steps) for key in step.told() if place[id(key)] > at}
    return [step for step in steps if id(step.key) in wanted]


async def _store_in_one_statement(steps: Sequence[_Step]) -> bool:
    parameters = Parameters(Dialect.POSTGRES)
    names = {id(step.key): f"k{place}" for place, step in enumerate(steps)}
    parts = []
    for place, step in enumerate(_early(steps)):
        names[id(step.key)] = f"n{place}"
        parts.append(
            f"n{place} AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('{step.table}', 'id')) AS id)"
        )
        step.columns["id"] = step.key
    guard = "k0" if steps[0].unless_taken else ""
    parts += [
        f"k{place} AS ({_statement(step, parameters, names, guard if place else '')})"
        for place, step in enumerate(steps)
    ]
    told = [place for place, step in enumerate(steps) if step.id is None]
    keys = ", ".join(f"(SELECT id FROM k{place}) AS k{place}" for place in told) or "1 AS one"
    (found,) = await rows(f"WITH {', '.join(parts)} SELECT {keys}", parameters)
    for place in told:
        steps[place].key.value = found[f"k{place}"]
    return not guard or steps[0].key.value is not None


def _statement(step: _Step, parameters: Parameters, names: Mapping[int, str], guard: str) -> str:
    """The step as part of one statement; with a `guard`, only where that part has stored its row."""
    used = {guard} if guard else set()

    def written(value: object) -> str:
        if isinstance(value, NewKey):
            used.add(names[id(value)])
            return f"{names[id(value)]}.id"
        if isinstance(value, KeyText):
            key = names[id(value.key)]
            used.add(key)
            return f"{parameters.add(value.before)}::text || {key}.id || {parameters.add(value.after)}::text"
        return parameters.add(value)

    values = [written(value) for value in step.columns.values()]
    source = f" FROM {', '.join(sorted(used))}" if used else ""
    if step.id is not None:
        changed = ", ".join(f'"{name}" = {value}' for name, value in zip(step.columns, values, strict=True))
        return f'UPDATE "{step.table}" t SET {changed}{source} WHERE t.id = {parameters.add(step.id)}'
    chosen = ", ".join(values)
    told = f"SELECT {chosen}{source}" if used else f"VALUES ({chosen})"
    return f"{_insert(step)} {told}{_conflict(step)} RETURNING id"


def _insert(step: _Step) -> str:
    listed = ", ".join(f'"{name}"' for name in step.columns)
    return f'INSERT INTO "{step.table}" ({listed})'


def _conflict(step: _Step) -> str:
    return f" ON CONFLICT ({', '.join(step.unless_taken)}) DO NOTHING" if step.unless_taken else ""


@translate_exceptions
async def _store_in_one_visit(client: Any, steps: Sequence[_Step]) -> bool:
    for step in steps:
        client.log.debug("%s: %s", _sqlite_statement(step), step.columns)
    async with client.acquire_connection() as held:
        return cast(bool, await held._execute(_store_in_turn, held._conn, steps))


def _store_in_turn(database: sqlite3.Connection, steps: Sequence[_Step]) -> bool:
    for step in _early(steps):
        # A writing transaction is alone, so the number after the largest ever given is free.
        (last,) = database.execute(
            "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0), "
            f'coalesce((SELECT max(id) FROM "{step.table}"), 0))',
            (step.table,),
        ).fetchone()
        before = [other for other in steps if other.table == step.table and other.key.value is not None]
        step.columns["id"] = step.key.value = last + 1 + len(before)
    for step in steps:
        values = [stored_value(_known(value), Dialect.SQLITE) for value in step.columns.values()]
        if step.id is not None:
            database.execute(_sqlite_statement(step), [*values, step.id])
            continue
        found = database.execute(_sqlite_statement(step), values).fetchall()
        if not found:
            return False
        step.key.value = found[0][0]
    return True


def _known(value: object) -> object:
    if isinstance(value, NewKey):
        return value.value
    return str(value) if isinstance(value, KeyText) else value


def _sqlite_statement(step: _Step) -> str:
    if step.id is not None:
        changed = ", ".join(f'"{name}" = ?' for name in step.columns)
        return f'UPDATE "{step.table}" SET {changed} WHERE id = ?'
    marks = ", ".join("?" * len(step.columns))
    return f"{_insert(step)} VALUES ({marks}){_conflict(step)} RETURNING id"
