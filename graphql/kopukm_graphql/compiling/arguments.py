"""Arguments of planned fields: their values in a run, what of them decides the SQL, and what stands for the rest."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from graphql import FieldNode, GraphQLField, Undefined, get_named_type
from graphql.utilities.coerce_input_value import coerce_default_value

from kopukm_core.db import Later
from kopukm_core.db.later import SizedLater
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.variables import Coerced, ReadValue, argument_reader
from kopukm_graphql.node import parse_global_id
from kopukm_graphql.source.searching import sought_words
from kopukm_graphql.written_values import names_variable

Given: TypeAlias = Sequence[Mapping[str, Any]]
"""The arguments of one run: of each planned field that takes some, by its number."""

_WRITTEN_OUT = frozenset({"first", "last", "order", "by", "regionLevel"})
"""Arguments whose values stand in the SQL text, or decide its shape, themselves."""

_REGION_CODE = "RegionCode"

_FIRST_OF_CURSOR = 6
"""A cursor's check comes before its values."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldArguments:
    """One field's arguments. `number` is its place in what a run is given; `constant` what needs no variable.

    `regions` names those that are region codes: how long a code is decides how what lies below it is read.
    """

    number: int
    constant: Mapping[str, Any]
    waiting: tuple[tuple[str, ReadValue], ...]
    regions: frozenset[str]

    def values(self, coerced: Coerced) -> Mapping[str, Any]:
        """The values as a resolver would get them. Raises RunOtherwiseError where they do not fit."""
        if not self.waiting:
            return self.constant
        values = dict(self.constant)
        for name, read in self.waiting:
            value = read(coerced)
            if value is not Undefined:
                values[name] = value
        return values


def field_arguments(number: int, field: GraphQLField, node: FieldNode) -> FieldArguments:
    """The arguments of a declared field: their conversion by Strawberry changes nothing, as inputs are mappings.

    Raises NotPlannableError for arguments that never fit.
    """
    written = {each.name.value: each.value for each in node.arguments or ()}
    constant: dict[str, Any] = {}
    waiting: list[tuple[str, ReadValue]] = []
    for name, argument in field.args.items():
        if name not in written:
            default = coerce_default_value(argument)
            if default is not Undefined:
                constant[name] = default
        elif names_variable(written[name]):
            waiting.append((name, argument_reader(argument, written[name])))
        else:
            constant[name] = argument_reader(argument, written[name])({})
    regions = [name for name, each in field.args.items() if get_named_type(each.type).name == _REGION_CODE]
    return FieldArguments(number, constant, tuple(waiting), frozenset(regions))


def shape(arguments: FieldArguments, values: Mapping[str, Any]) -> Hashable:
    """What of the values decides the SQL text: alike for all runs that one text serves.

    Raises RunOtherwiseError for values that no text can serve.
    """
    return tuple([(name, _shape(arguments, name, value)) for name, value in values.items()])


def standing_in(arguments: FieldArguments, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the writing of SQL sees them: every one that is not in the shape is a `Later`."""
    return {name: _standing_in(arguments, name, value) for name, value in values.items()}


def _shape(arguments: FieldArguments, name: str, value: Any) -> Hashable:
    if value is None:
        return None
    if name in arguments.regions:
        return len(value)
    if name in _WRITTEN_OUT:
        return tuple(value) if isinstance(value, list) else value
    match name:
        case "where":
            return _filter_shape(value)
        case "search":
            return len(sought_words(value)) if value.strip() else ""
        case "after" | "before":
            return _cursor_shape(value)
        case "id":
            return parse_global_id(value)[0]
    return True


def _standing_in(arguments: FieldArguments, name: str, value: Any) -> Any:
    if value is None or name in _WRITTEN_OUT:
        return value
    number = arguments.number

    def read(given: Given) -> Any:
        return given[number][name]

    if name in arguments.regions:
        return SizedLater(read, len(value))
    match name:
        case "where":
            return _filter_standing_in(value, read)
        case "search":
            return [_word(read, index) for index in range(len(sought_words(value)))] if value.strip() else ""
        case "after" | "before":
            return CursorLater(read, _cursor_shape(value))
        case "id":
            return IdLater(read, parse_global_id(value)[0])
    return Later(read)


class IdLater(Later):
    """A global id that is read in the run; the type in it is known."""

    __slots__ = ("type_name",)

    def __init__(self, read: Callable[[Given], Any], type_name: str) -> None:
        super().__init__(read)
        self.type_name = type_name


@dataclass(frozen=True, slots=True)
class CursorLater:
    """A cursor that is read in the run; `nulls` tells which of its values are null."""

    read: Callable[[Given], Any]
    nulls: tuple[bool, ...]

    def values(self, decode: Callable[[str], list[Any]]) -> tuple[list[Later | None], Later]:
        """Its values, null or known later; and the whole, which refuses a bad cursor whether it is used or not."""
        whole = Later(self.read).map(decode)
        return [None if is_null else _item(whole, index) for index, is_null in enumerate(self.nulls)], whole


def _item(whole: Later, index: int) -> Later:
    return whole.map(lambda values: values[index])


def _word(read: Callable[[Given], Any], index: int) -> Later:
    return Later(lambda given: sought_words(read(given))[index])


def _cursor_shape(text: str) -> tuple[bool, ...]:
    """Which values of a cursor are null; whether it is a good one is found out when it is read."""
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        values = orjson.loads(raw[_FIRST_OF_CURSOR:])
    except (ValueError, binascii.Error):
        raise RunOtherwiseError("kursor tidak terbaca") from None
    if not isinstance(values, list):
        raise RunOtherwiseError("kursor tidak terbaca")
    return tuple([value is None for value in values])


def _filter_shape(value: Any, name: str = "") -> Hashable:
    if isinstance(value, Mapping):
        return tuple([(key, _filter_shape(each, key)) for key, each in value.items()])
    if value is None or isinstance(value, bool):
        return value
    return (len(value),) if name == "within" else "value"


def _filter_standing_in(value: Any, read: Callable[[Given], Any], name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _filter_standing_in(each, _inside(read, key), key) for key, each in value.items()}
    if value is None or isinstance(value, bool):
        return value
    return SizedLater(read, len(value)) if name == "within" else Later(read)


def _inside(read: Callable[[Given], Any], key: str) -> Callable[[Given], Any]:
    return lambda given: read(given)[key]
