"""The few SQL expressions on which SQLite and PostgreSQL differ, and the values that go into them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.district_index import DISTRICT_CODE_LENGTH, district_of
from kopukm_core.db.fields import REGION_CODE_LENGTH
from kopukm_core.db.later import Later, SizedLater
from kopukm_core.db.sql import Parameters, stored_value

_ARRAY_TYPES: tuple[tuple[type[Any], str], ...] = (
    (fields.BooleanField, "boolean"),
    (fields.IntField, "bigint"),
    (fields.BigIntField, "bigint"),
    (fields.SmallIntField, "bigint"),
    (fields.UUIDField, "uuid"),
    (fields.DecimalField, "numeric"),
    (fields.FloatField, "double precision"),
    (fields.DatetimeField, "timestamptz"),
    (fields.DateField, "date"),
)


def field_of(model: type[Model], name: str) -> fields.Field[Any]:
    """The declared field of a column name such as `cooperative_id`. KeyError where the model has none."""
    if name == "pk":
        name = model._meta.pk_attr
    found: fields.Field[Any] = model._meta.fields_map[name]
    if name not in model._meta.fields_db_projection:
        raise KeyError(name)
    return found


def column_sql(model: type[Model], name: str, alias: str) -> str:
    """`alias."column"` of a model's column, by the name it has in Python."""
    if name == "pk":
        name = model._meta.pk_attr
    return f'{alias}."{model._meta.fields_db_projection[name]}"'


def table_sql(model: type[Model]) -> str:
    """The model's table, quoted."""
    return f'"{model._meta.db_table}"'


def is_text(field: fields.Field[Any]) -> bool:
    """Whether the column is stored as text whose order must not depend on the database's locale."""
    return isinstance(field, fields.CharField | fields.TextField)


def collated(expression: str, field: fields.Field[Any], dialect: Dialect) -> str:
    """The expression ordered by bytes, as SQLite does: both engines then agree on order and cursors."""
    if dialect is Dialect.POSTGRES and is_text(field):
        return f'{expression} COLLATE "C"'
    return expression


def database_value(value: Any, dialect: Dialect) -> Any:
    """A Python value as this database's driver takes it.

    Raises ValueError for a moment without a time zone, and BadInputError for text with a NUL; for a `Later`, when
    its value is known.
    """
    if isinstance(value, Later):
        return value.map(lambda known: database_value(known, dialect))
    stored = stored_value(value, dialect)
    return str(stored) if dialect is Dialect.SQLITE and isinstance(stored, UUID) else stored


def one_of(
    expression: str, field: fields.Field[Any], values: Iterable[Any] | Later, parameters: Parameters
) -> str:
    """`expression` is one of the values: one parameter however many, so that the text never changes."""
    several = _several(values, parameters)
    if parameters.dialect is Dialect.POSTGRES:
        return f"{expression} = ANY({several}::{array_type(field)}[])"
    return f"{expression} IN (SELECT value FROM json_each({several}))"


def listed(field: fields.Field[Any], values: Iterable[Any], parameters: Parameters) -> str:
    """A table of one column `key` that holds the values, for joining."""
    several = _several(values, parameters)
    if parameters.dialect is Dialect.POSTGRES:
        return f"(SELECT unnest({several}::{array_type(field)}[]) AS key)"
    return f"(SELECT value AS key FROM json_each({several}))"


def _several(values: Iterable[Any] | Later, parameters: Parameters) -> str:
    """The placeholder of one parameter that holds all the values."""
    dialect = parameters.dialect

    def stored(known: Iterable[Any]) -> Any:
        found = [database_value(value, dialect) for value in known]
        return found if dialect is Dialect.POSTGRES else json.dumps(found)

    return parameters.add(values.map(stored) if isinstance(values, Later) else stored(values))


def array_type(field: fields.Field[Any]) -> str:
    """PostgreSQL's element type for a list of this field's values."""
    for kind, name in _ARRAY_TYPES:
        if isinstance(field, kind):
            return name
    return "text"


def within_region(
    expression: str, code: str | SizedLater, parameters: Parameters, *, by_district: bool = False
) -> str:
    """`expression` is the region code or lies in its subtree; so that an index serves it.

    Codes are dotted and of fixed lengths: between a code and the same code with "/" behind it stand only the
    code itself and what lies below, below a desa nothing. `by_district` says that an index by kecamatan stands
    ready (see `district_index`): a kecamatan is then compared as a whole, and the index gives the order within.
    A count goes without it: in a range of the plain index no row need be fetched.
    """
    if len(code) == REGION_CODE_LENGTH:
        return f"{expression} = {parameters.add(code)}"
    if by_district and len(code) == DISTRICT_CODE_LENGTH:
        return f"{district_of(expression)} = {parameters.add(code)}"
    ordered = f'{expression} COLLATE "C"' if parameters.dialect is Dialect.POSTGRES else expression
    end = code.map(_beyond) if isinstance(code, Later) else _beyond(code)
    return f"({ordered} >= {parameters.add(code)} AND {ordered} < {parameters.add(end)})"


def _beyond(code: str) -> str:
    return f"{code}/"
