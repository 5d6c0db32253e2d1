"""The input type of a command, and its way back to the JSON values that the runner takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from strawberry import ID
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET
from strawberry.utils.str_converters import to_camel_case

from kopukm_core import clock
from kopukm_core.commands import CommandDeclaration, InputField
from kopukm_core.errors import BadInputError, Problem, ProblemsError
from kopukm_core.values import (
    ChoiceType,
    CountType,
    DateType,
    DecimalType,
    ListType,
    MomentType,
    RecordIdType,
    RegionCode,
    RegionCodeType,
    Rupiah,
    RupiahType,
    TruthType,
    ValueType,
    WholeNumberType,
    YearType,
)
from kopukm_core.values.reading import ReadingContext
from kopukm_graphql.commands.describing import field_description
from kopukm_graphql.node import parse_global_id
from kopukm_graphql.source.known_type import FieldOfKnownType
from kopukm_graphql.source.made_types import input_type
from kopukm_graphql.source.types import enum_definition

_SCALARS: tuple[tuple[type[ValueType[Any]], Any], ...] = (
    (RecordIdType, ID),
    (RupiahType, Rupiah),
    (RegionCodeType, RegionCode),
    (YearType, int),
    (CountType, int),
    (WholeNumberType, int),
    (TruthType, bool),
    (DateType, date),
    (MomentType, datetime),
    (DecimalType, Decimal),
)


def scalar_of(value_type: ValueType[Any]) -> Any:
    """What Strawberry is told of a value type; text for every type without a scalar of its own."""
    if isinstance(value_type, ChoiceType):
        return enum_definition(value_type.choices)
    if isinstance(value_type, ListType):
        return StrawberryList(scalar_of(value_type.item))
    for known, scalar in _SCALARS:
        if isinstance(value_type, known):
            return scalar
    return str


def command_input(declaration: CommandDeclaration, type_name: str) -> type[Any] | None:
    """`RegisterCooperativeInput`; None for a command without fields."""
    fields = [_field(declaration, one) for one in declaration.fields]
    if not fields:
        return None
    return input_type(type_name, f"Isian untuk: {declaration.title}.", fields, place=declaration.place)


def given_input(declaration: CommandDeclaration, value: Mapping[str, Any]) -> dict[str, Any]:
    """The runner's JSON values of what the client sent. Raises ProblemsError for an id of the wrong kind."""
    given: dict[str, Any] = {}
    for one in declaration.fields:
        sent = value.get(_input_name(one.name), UNSET)
        if sent is UNSET:
            continue
        given[one.name] = None if sent is None else _json_value(one, one.value_type, sent)
    return given


@cache
def _input_name(name: str) -> str:
    return to_camel_case(name)


def _field(declaration: CommandDeclaration, one: InputField) -> StrawberryField:
    scalar = scalar_of(one.value_type)
    description = field_description(one, ReadingContext(clock.now().date()))
    if declaration.updates and not one.required:
        description = f"{description} Tanpa isian, null atau kosong: tidak berubah."
    return FieldOfKnownType(
        python_name=to_camel_case(one.name),
        graphql_name=to_camel_case(one.name),
        type_annotation=StrawberryAnnotation(scalar if one.required else StrawberryOptional(scalar)),
        description=description,
        **({} if one.required else {"default": UNSET}),
    )


def _json_value(one: InputField, value_type: ValueType[Any], sent: Any) -> Any:
    if isinstance(value_type, RecordIdType):
        return _record_key(one, value_type, sent)
    if isinstance(value_type, ListType):
        return [_json_value(one, value_type.item, each) for each in sent]
    if isinstance(value_type, ChoiceType):
        return getattr(sent, "value", sent)
    if isinstance(value_type, DateType | MomentType | DecimalType):
        return value_type.to_json(sent)
    return sent


def _record_key(one: InputField, value_type: RecordIdType, sent: str) -> int:
    try:
        type_name, key = parse_global_id(sent)
    except BadInputError as error:
        raise ProblemsError([Problem(one.name, "INVALID_ID", f"{one.label}: {error}")]) from None
    if type_name != value_type.type_name or not (key.isascii() and key.isdecimal() and len(key) < 19):
        message = f"{one.label}: id ini milik {type_name}, bukan {value_type.type_name}."
        raise ProblemsError([Problem(one.name, "INVALID_ID", message)])
    return int(key)
