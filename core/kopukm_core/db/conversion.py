"""Raw rows of hand-written SQL turned into Python values by the model's columns, the same on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias, overload
from uuid import UUID

import orjson
from tortoise import fields
from tortoise.fields.base import Field
from tortoise.models import Model

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.transactions import dialect

Converter: TypeAlias = Callable[[Any], Any]


@cache
def converters_for(model: type[Model], engine: Dialect) -> Mapping[str, Converter]:
    """Column → converter of its raw values, for the columns that need one (NULL never does)."""
    found: dict[str, Converter] = {}
    for name, column in model._meta.fields_db_projection.items():
        converter = _converter(model._meta.fields_map[name], engine)
        if converter is not None:
            found[column] = converter
    return found


def convert_row(model: type[Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """A raw row (column → value) with Python values; columns that are not the model's pass unchanged."""
    return convert_rows(model, (row,))[0]


def convert_rows(model: type[Model], raw: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Many rows at once: the columns to convert are worked out on the first."""
    converted = [dict(row) for row in raw]
    if converted:
        table = converters_for(model, dialect())
        wanted = [(column, table[column]) for column in converted[0] if column in table]
        for row in converted:
            for column, convert in wanted:
                value = row[column]
                if value is not None:
                    row[column] = convert(value)
    return converted


def _converter(field: Field[Any], engine: Dialect) -> Converter | None:
    if isinstance(field, fields.JSONField):
        return _json
    for kind, convert in _ON_SQLITE:
        if isinstance(field, kind):
            return convert if engine is Dialect.SQLITE else None
    if isinstance(field, fields.DecimalField):
        return _decimal(field) if engine is Dialect.SQLITE else None
    if type(field).to_python_value is Field.to_python_value:
        return None
    return field.to_python_value


def moment_of(value: str | datetime) -> datetime:
    """A moment as either engine gives it in raw rows, aware."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


@overload
def day_of(value: date | str) -> date: ...
@overload
def day_of(value: date | str | None) -> date | None: ...
def day_of(value: date | str | None) -> date | None:
    """A day as either engine gives it in raw rows; SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, (str, bytes)) else value


def _decimal(field: fields.DecimalField[Decimal]) -> Converter:
    step = field.quant
    return lambda value: Decimal(value).quantize(step)


_ON_SQLITE: tuple[tuple[type, Converter], ...] = (
    (fields.DatetimeField, moment_of),
    (fields.DateField, date.fromisoformat),
    (fields.TimeField, time.fromisoformat),
    (fields.BooleanField, bool),
    (fields.UUIDField, UUID),
)
