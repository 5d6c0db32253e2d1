"""What a field of a row is for an actor, from the row itself and the oracle's masks and figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.source.fields import Column, Computed
from visibility_oracle import Oracle

_UNKNOWN = object()


def agrees(
    schema: ComposedSchema, oracle: Oracle, actor: Actor, place: tuple[str, Any, str], got: Any
) -> bool:
    """Whether the field may show this; `place` is the type, the row, and the field's name."""
    expected = _expected(schema, oracle, actor, *place)
    return expected is _UNKNOWN or (expected == got and isinstance(expected, bool) == isinstance(got, bool))


def _expected(schema: ComposedSchema, oracle: Oracle, actor: Actor, name: str, row: Any, field: str) -> Any:
    """The field's value for this actor, as JSON; unknown where only a resolver knows it."""
    if f"{name}.{field}" in oracle.figures:
        of, linked, figure = oracle.figures[f"{name}.{field}"]
        return figure(actor, [each for each in oracle.seen(actor, of) if linked(row, each)])
    declared = schema.catalog[name].fields.get(field)
    masks = oracle.types[name].masks
    if isinstance(declared, Column):
        value = getattr(row, declared.column)
        if field in masks:
            _, sees, instead = masks[field]
            value = value if value is None or sees(actor, row) else instead
        return as_json(value)
    if isinstance(declared, Computed) and not set(declared.columns) & set(masks):
        return as_json(declared.function(**{each: getattr(row, each) for each in declared.columns}))
    return _UNKNOWN


def as_json(value: Any) -> Any:
    """A value of a row as the contract writes it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        return value
    return str(value)
