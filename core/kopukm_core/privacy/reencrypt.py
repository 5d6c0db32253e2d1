"""Writing personal columns anew under the current key, while the platform runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tortoise import Model
from tortoise.exceptions import IntegrityError

from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.fields import PersonalDataField, lookup_column
from kopukm_core.privacy.keys import active_keys
from kopukm_core.privacy.kinds import normalise


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A personal column with its hash column ("" for none), as the database names them."""

    name: str
    hash_name: str
    field: PersonalDataField


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows hold the same value though the database lets only one: entered at once under two keys."""

    table: str
    column: str
    key: str


async def reencrypt(
    model: type[Model],
    *,
    rows_at_once: int = 200,
    report: Callable[[int], None] | None = None,
    clashes: list[Clash] | None = None,
) -> int:
    """Re-encrypt each value of a model that is not under the current key, and hash it anew; how many.

    Works in short transactions and may be stopped and started again. A value that somebody changes meanwhile
    is left as they wrote it: that is under the current key already. `report` is told how many each transaction
    changed. Where the new hash is taken by another row, the value stays as it is and is added to `clashes`.
    """
    changed = 0
    for column in personal_columns(model):
        last: Any = None
        while found := await _outdated(model, column, last, rows_at_once):
            try:
                now = await _rewrite_all(model, column, found)
            except IntegrityError:
                now = 0
                for row in found:
                    try:
                        now += await _rewrite_all(model, column, [row])
                    except IntegrityError:
                        if clashes is None:
                            raise
                        clashes.append(Clash(model._meta.db_table, column.name, str(row["key"])))
            last, changed = found[-1]["key"], changed + now
            if report is not None:
                report(now)
    return changed


async def _rewrite_all(model: type[Model], column: PersonalColumn, found: list[dict[str, Any]]) -> int:
    async with transaction():
        return sum([await _rewrite(model, column, row["key"], row["sealed"]) for row in found])


async def _outdated(
    model: type[Model], column: PersonalColumn, last: Any, limit: int
) -> list[dict[str, Any]]:
    parameters = Parameters(dialect())
    key = model._meta.db_pk_column
    conditions = [f'"{column.name}" IS NOT NULL']
    conditions.append(f'"{column.name}" NOT LIKE {parameters.add(f"{active_keys().current}:%")}')
    if last is not None:
        conditions.append(f'"{key}" > {parameters.add(last)}')
    return await rows(
        f'SELECT "{key}" AS key, "{column.name}" AS sealed FROM "{model._meta.db_table}" '
        f'WHERE {" AND ".join(conditions)} ORDER BY "{key}" LIMIT {limit:d}',
        parameters,
    )


async def _rewrite(model: type[Model], column: PersonalColumn, key: Any, sealed: str) -> int:
    ring = active_keys()
    whole = ring.decrypt(sealed, column.field.context).decode()
    parameters = Parameters(dialect())
    changes = [f'"{column.name}" = {parameters.add(ring.encrypt(whole.encode(), column.field.context))}']
    if column.hash_name:
        hashed = ring.lookup_hash(normalise(whole, column.field.kind), column.field.context)
        changes.append(f'"{column.hash_name}" = {parameters.add(hashed)}')
    return await execute(
        f'UPDATE "{model._meta.db_table}" SET {", ".join(changes)} '
        f'WHERE "{model._meta.db_pk_column}" = {parameters.add(key)} '
        f'AND "{column.name}" = {parameters.add(sealed)}',
        parameters,
    )


def personal_columns(model: type[Model]) -> list[PersonalColumn]:
    """The personal columns of a model."""
    found = []
    for name, field in model._meta.fields_map.items():
        if isinstance(field, PersonalDataField):
            try:
                beside = model._meta.fields_map[lookup_column(model, name)]
                hash_name = beside.source_field or beside.model_field_name
            except ConfigurationError:  # a value that nobody looks up has no hash
                hash_name = ""
            found.append(PersonalColumn(field.source_field or name, hash_name, field))
    return found
