"""From a model's field or a Python annotation to the GraphQL type; from stored values to Python's."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from strawberry.scalars import JSON
from strawberry.types.base import StrawberryOptional
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from tortoise import fields

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.fields import RegionCodeField, RupiahField
from kopukm_core.privacy import PersonalDataField
from kopukm_core.values import RegionCode, Rupiah, Year
from kopukm_graphql.scalars import Long

Reader: TypeAlias = Callable[[Any], Any]
"""Makes the Python value of a raw one that is not null."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A scalar or enum of the contract. `python` is a Python type, one of our scalars, or an enum class."""

    python: Any
    nullable: bool

    @property
    def annotation(self) -> Any:
        """What Strawberry is told."""
        inner = int if self.python is Year else self.python
        inner = enum_definition(typing.cast(type[Enum], inner)) if _is_enum(inner) else inner
        return StrawberryOptional(inner) if self.nullable else inner


_KINDS: tuple[tuple[type[Any], Any], ...] = (
    (RupiahField, Rupiah),
    (PersonalDataField, str),
    (RegionCodeField, RegionCode),
    (fields.BooleanField, bool),
    (fields.SmallIntField, int),
    (fields.BigIntField, Long),
    (fields.IntField, int),
    (fields.FloatField, float),
    (fields.DecimalField, Decimal),
    (fields.DatetimeField, datetime),
    (fields.DateField, date),
    (fields.UUIDField, UUID),
    (fields.JSONField, JSON),
    (fields.CharField, str),
    (fields.TextField, str),
)


def kind_of_field(field: fields.Field[Any]) -> ValueKind:
    """The kind that follows from a model's field. TypeError for a field that the contract has no type for."""
    enum = getattr(field, "enum_type", None)
    if enum is not None:
        return ValueKind(enum, field.null)
    for declared, python in _KINDS:
        if isinstance(field, declared):
            return ValueKind(python, field.null)
    raise TypeError(type(field).__name__)


def kind_of_annotation(annotation: Any) -> ValueKind:
    """The kind of a Python annotation such as `int | None` or `Rupiah`."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        inner = [each for each in typing.get_args(annotation) if each is not type(None)]
        if len(inner) == 1:
            return ValueKind(inner[0], True)
        raise TypeError(str(annotation))
    return ValueKind(annotation, False)


def enum_definition(enum: type[Enum], description: str = "") -> StrawberryEnumDefinition:
    """The GraphQL enum of a Python one, made once: names are the members', descriptions their labels."""
    found = vars(enum).get("__strawberry_definition__")
    if not isinstance(found, StrawberryEnumDefinition):
        found = StrawberryEnumDefinition(
            wrapped_cls=enum,
            name=enum.__name__,
            values=[
                EnumValue(member.name, member.value, description=_description(member)) for member in enum
            ],
            description=None,
        )
        enum.__strawberry_definition__ = found  # type: ignore[attr-defined]
    else:
        _describe(found, enum)
    if description and not found.description:
        found.description = description
    return found


def _describe(found: StrawberryEnumDefinition, enum: type[Enum]) -> None:
    """Strawberry makes the definition itself where a type written by hand names the enum first: without labels."""
    members = {member.name: member for member in enum}
    for value in found.values:
        value.description = value.description or _description(members[value.name])


@cache
def reader_of(field: fields.Field[Any], dialect: Dialect) -> Reader | None:
    """How a stored value of this field becomes Python's; None where the driver already gives it so.

    Personal data becomes its mask: no field of the contract can give it whole.
    """
    if isinstance(field, PersonalDataField):
        return field.masked
    enum = getattr(field, "enum_type", None)
    if enum is not None:
        members = {member.value: member for member in enum}
        return lambda value: members.get(value, value)
    if type(field).__module__.startswith("tortoise.") or isinstance(field, RupiahField):
        return reader_of_type(_python_of(field), dialect)
    if type(field).to_python_value is fields.Field.to_python_value:
        return None
    return field.to_python_value


def reader_of_type(python: Any, dialect: Dialect) -> Reader | None:
    """The same for a value that an expression or aggregate gives."""
    if _is_enum(python):
        return typing.cast(Reader, python)
    if python is JSON:
        return typing.cast(Reader, fields.JSONField().to_python_value)
    if dialect is Dialect.POSTGRES:
        return _POSTGRES_READERS.get(python)
    return _SQLITE_READERS.get(python)


def _python_of(field: fields.Field[Any]) -> Any:
    try:
        return kind_of_field(field).python
    except TypeError:
        return None


def _is_enum(python: Any) -> bool:
    return isinstance(python, type) and issubclass(python, Enum)


def _description(member: Enum) -> str:
    label, more = getattr(member, "label", ""), getattr(member, "description", "")
    return f"{label}: {more}" if label and more else (label or str(member.value))


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))


_SQLITE_READERS: dict[Any, Reader] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: _decimal,
    UUID: UUID,
}
_POSTGRES_READERS: dict[Any, Reader] = {int: int, Long: int, Rupiah: int, float: float, Decimal: _decimal}
