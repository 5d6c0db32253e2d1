"""How one value becomes JSON: written by SQL where SQL writes it exactly as the contract does, else by Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
)
from tortoise import fields

from kopukm_core.db import Dialect
from kopukm_core.privacy import PersonalDataField
from kopukm_graphql.compiling.dialects import JsonWriting, quoted
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.source.types import Reader, reader_of, reader_of_type

_WHOLE = (fields.SmallIntField, fields.IntField, fields.BigIntField)
_TEXT = (fields.CharField, fields.TextField)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a value comes from: a column, or (`field` is None) an expression of the Python type `kind`."""

    field: fields.Field[Any] | None
    kind: Any = None

    def reader(self, dialect: Dialect) -> Reader | None:
        """How the driver's value becomes Python's."""
        return reader_of_type(self.kind, dialect) if self.field is None else reader_of(self.field, dialect)


def json_in_sql(writing: JsonWriting, sql: str, stored: Stored, output: GraphQLOutputType) -> str | None:
    """JSON text of the value as an SQL expression, null where the value is null; None: Python must write it."""
    named = get_named_type(output)
    if isinstance(named, GraphQLEnumType):
        return _chosen(writing, sql, stored, named)
    field = stored.field
    if field is None:
        return writing.boolean(f"({sql})") if stored.kind is bool and named.name == "Boolean" else None
    if isinstance(field, PersonalDataField) or getattr(field, "enum_type", None) is not None:
        return None
    match named.name:
        case "String" | "RegionCode" if isinstance(field, _TEXT):
            return writing.string(sql)
        case "Int" if isinstance(field, _WHOLE):
            small = writing.dialect is Dialect.POSTGRES and not isinstance(field, fields.BigIntField)
            return writing.number(sql) if small else writing.bounded(sql)
        case "Long" | "Rupiah" if isinstance(field, _WHOLE):
            return writing.number(sql)
        case "Boolean" if isinstance(field, fields.BooleanField):
            return writing.boolean(sql)
        case "Float" if isinstance(field, fields.FloatField):
            return writing.floating(sql)
        case "Date" if isinstance(field, fields.DateField):
            return writing.day(sql)
        case "DateTime" if isinstance(field, fields.DatetimeField):
            return writing.instant(sql)
    return None


def carried(writing: JsonWriting, sql: str, stored: Stored) -> tuple[str, Callable[[Any], Any] | None]:
    """The value as JSON text for Python, and how Python's value is made of what that JSON says.

    Raises RunOtherwiseError for a kind that does not travel as JSON.
    """
    field, reader = stored.field, stored.reader(writing.dialect)
    if isinstance(field, fields.BinaryField):
        raise RunOtherwiseError("kolom biner")
    if writing.dialect is Dialect.SQLITE:
        if isinstance(field, fields.FloatField) or stored.kind is float:
            return writing.or_null(writing.floating(sql)), reader
        return f"json_quote({sql})", reader
    if isinstance(field, (*_WHOLE, fields.BooleanField)) or stored.kind in (int, bool):
        return writing.or_null(f"to_json({sql})"), reader
    driver = _DRIVER_VALUES.get(_travels_as(stored))
    return writing.or_null(f"to_json(({sql})::text)"), _after(driver, reader)


def complete(output: GraphQLOutputType) -> Callable[[Any], Any]:
    """Python's value of that type as the answer holds it; RunOtherwiseError for a null that may not be.

    `output` is a leaf, or a list of leaves.
    """
    if isinstance(output, GraphQLNonNull):
        inner = complete(output.of_type)

        def required(value: Any) -> Any:
            made = inner(value)
            if made is None:
                raise RunOtherwiseError("a null that may not be")
            return made

        return required
    if isinstance(output, GraphQLList):
        item = complete(output.of_type)

        def listed(value: Any) -> Any:
            if value is not None and not isinstance(value, list | tuple):
                raise RunOtherwiseError("not a list")
            return None if value is None else [item(each) for each in value]

        return listed
    if not is_leaf_type(output):
        raise RunOtherwiseError("an object")
    serialize = output.coerce_output_value
    return lambda value: None if value is None else serialize(value)


def _chosen(writing: JsonWriting, sql: str, stored: Stored, named: GraphQLEnumType) -> str | None:
    """An enum's names by its stored values; Python's work where they are not plain texts or numbers."""
    if stored.field is None or getattr(stored.field, "enum_type", None) is None:
        return None
    names: list[tuple[str, str]] = []
    for name, value in named.values.items():
        constant = getattr(value.value, "value", value.value)
        if isinstance(constant, str):
            names.append((quoted(constant), name))
        elif isinstance(constant, int) and not isinstance(constant, bool):
            names.append((str(constant), name))
        else:
            return None
    return writing.chosen(sql, names)


def _travels_as(stored: Stored) -> Any:
    if stored.field is None:
        return stored.kind
    return next((python for kind, python in _FIELD_VALUES if isinstance(stored.field, kind)), str)


def _after(first: Callable[[Any], Any] | None, then: Reader | None) -> Callable[[Any], Any] | None:
    if first is None or then is None:
        return first or then
    return lambda value: then(first(value))


_FIELD_VALUES: Sequence[tuple[type[Any], Any]] = (
    (fields.FloatField, float),
    (fields.DecimalField, Decimal),
    (fields.DatetimeField, datetime),
    (fields.DateField, date),
    (fields.UUIDField, UUID),
)
_DRIVER_VALUES: dict[Any, Callable[[Any], Any]] = {
    float: float,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    UUID: UUID,
}
"""What asyncpg would have given for the text that PostgreSQL writes of a value of the kind."""
