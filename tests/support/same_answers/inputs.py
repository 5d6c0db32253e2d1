"""Arguments of a generated document: constants, variables in any place, and values by the type of the input."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    is_required_input_field,
)

from same_answers import pools as given
from same_answers.pools import Pools

ABSENT = object()
"""Nothing is sent for the variable."""
_FREE_TEXT = frozenset({"search", "text"})


class EnumName(str):
    """A value of an enum: bare in a document, a string among the variables."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable in the place of a value."""

    name: str


@dataclass(slots=True)
class Variable:
    """One declared variable: its type and default as written, and what is sent."""

    type: str
    default: str | None
    value: Any


@dataclass(slots=True)
class Inputs:
    """Draws values for the inputs of one document and keeps its variables."""

    chance: random.Random
    pools: Pools
    variables: dict[str, Variable] = field(default_factory=dict)

    def declarations(self) -> str:
        """`($a: Int = 3)`, or nothing."""
        if not self.variables:
            return ""
        written = [
            f"${name}: {each.type}" + ("" if each.default is None else f" = {each.default}")
            for name, each in self.variables.items()
        ]
        return f"({', '.join(written)})"

    def sent(self) -> dict[str, Any]:
        """The variables as JSON."""
        return {name: each.value for name, each in self.variables.items() if each.value is not ABSENT}

    def value(self, type_: GraphQLInputType, hint: tuple[str, str], *, has_default: bool = False) -> Any:
        """A value for this place, in which variables may stand."""
        if self.chance.random() < 0.22:
            return self._variable(type_, hint, has_default)
        return self._constant(type_, hint, 0, variables=True)

    def keep(self, names: set[str]) -> None:
        """Forget the variables that are not among these: what they stood in was not written after all."""
        self.variables = {name: each for name, each in self.variables.items() if name in names}

    def plain(self, type_: GraphQLInputType, hint: tuple[str, str]) -> Any:
        """A value for a variable of this type."""
        return self._constant(type_, hint, 0)

    def cursor(self, rows: str, order: str) -> Any:
        """A cursor of the list, as a constant or a variable."""
        text = self.pools.some_cursor(self.chance, rows, order)
        return self._declare("String", None, text) if self.chance.random() < 0.3 else text

    def flag(self) -> Any:
        """The condition of a directive: a constant, or a variable."""
        if self.chance.random() < 0.5:
            return self.chance.random() < 0.5
        known = [name for name, each in self.variables.items() if each.type == "Boolean!"]
        if known and self.chance.random() < 0.6:
            return Reference(self.chance.choice(known))
        value = self.chance.random() < 0.5
        draw = self.chance.random()
        if draw < 0.2:
            return self._declare("Boolean!", "true" if value else "false", ABSENT)
        return self._declare("Boolean!", None if draw < 0.8 else "false", value)

    def known(self, value: Any) -> Any:
        """What a value comes to when the document runs, as far as it is sent."""
        if isinstance(value, Reference):
            return self.variables[value.name].value
        return value

    def _variable(self, type_: GraphQLInputType, hint: tuple[str, str], has_default: bool) -> Reference:
        chance = self.chance
        written = str(type_)
        if isinstance(type_, GraphQLNonNull):
            if has_default and chance.random() < 0.3:
                written = written[:-1]
        elif chance.random() < 0.25:
            written += "!"
        same = [name for name, each in self.variables.items() if each.type == written]
        if same and chance.random() < 0.2:
            return Reference(chance.choice(same))
        nullable = not written.endswith("!")
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        default = None
        if chance.random() < 0.3:
            drawn = None if nullable and chance.random() < 0.2 else self._constant(inner, hint, 1)
            if drawn is not None or nullable:
                default = literal(drawn)
        draw = chance.random()
        value: Any
        if draw < 0.12 and (nullable or default is not None):
            value = ABSENT
        elif draw < 0.2 and nullable:
            value = None
        elif draw > 0.985:
            value = chance.choice((ABSENT, None, [], {}, "bukan", -1, 2**40, 1.5, True, {"x": 1}, [None]))
        else:
            value = self._constant(inner, hint, 1)
        return self._declare(written, default, value)

    def _declare(self, written: str, default: str | None, value: Any) -> Reference:
        name = f"v{len(self.variables) + 1}"
        self.variables[name] = Variable(written, default, value)
        return Reference(name)

    def _constant(
        self, type_: GraphQLInputType, hint: tuple[str, str], depth: int, *, variables: bool = False
    ) -> Any:
        chance = self.chance
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        elif depth and chance.random() < 0.06:
            return None
        if isinstance(type_, GraphQLList):
            if chance.random() < 0.1:
                single = self._constant(type_.of_type, hint, depth + 1)
                return single if single is not None else []
            count = chance.choice((0, 1, 1, 2, 2, 3))
            return [self._inner(type_.of_type, hint, depth, variables) for _ in range(count)]
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, hint, depth, variables)
        if isinstance(type_, GraphQLEnumType):
            known = self.pools.some_value(chance, *hint)
            if isinstance(known, str) and known in type_.values and chance.random() < 0.7:
                return EnumName(known)
            return EnumName(chance.choice(list(type_.values)))
        assert isinstance(type_, GraphQLScalarType)
        value = self._scalar(type_.name, hint)
        return value if _is_taken(type_, value) else self._scalar(type_.name, ("", ""))

    def _inner(self, type_: GraphQLInputType, hint: tuple[str, str], depth: int, variables: bool) -> Any:
        if variables and self.chance.random() < 0.12:
            return self._variable(type_, hint, has_default=False)
        return self._constant(type_, hint, depth + 1, variables=variables)

    def _object(
        self, type_: GraphQLInputObjectType, hint: tuple[str, str], depth: int, variables: bool
    ) -> dict[str, Any]:
        chance = self.chance
        names = list(type_.fields)
        count = min(len(names), chance.choice((0, 1, 1, 1, 1, 2, 2, 3) if depth < 2 else (1, 1, 1, 2)))
        if depth > 5:
            count = 0
        chosen = set(chance.sample(names, count))
        owner = type_.name.removesuffix("Filter")
        drawn: dict[str, Any] = {}
        for name in names:
            input_field = type_.fields[name]
            if name in chosen or is_required_input_field(input_field):
                narrower = (owner, name) if owner in self.pools.ids else hint
                drawn[name] = self._inner(input_field.type, narrower, depth, variables)
        return drawn

    def _scalar(self, name: str, hint: tuple[str, str]) -> Any:
        chance = self.chance
        if name == "Boolean":
            return chance.random() < 0.5
        if name == "ID":
            return self.pools.some_id(chance, hint[0])
        if name == "String" and hint[1] in _FREE_TEXT:
            return self.pools.some_text(chance)
        known = self.pools.some_value(chance, *hint)
        if known is not None and chance.random() < 0.7 and _fits(name, known):
            return known
        match name:
            case "Int":
                return chance.choice(given.WHOLE_NUMBERS)
            case "Rupiah" | "Long":
                number = chance.choice((*given.WHOLE_NUMBERS, *given.BIG_NUMBERS))
                return number if chance.random() < 0.8 else str(number)
            case "Float":
                return chance.choice((0.1, -6.123456789012345, 1e300, 1e-300, 3, 106.80000000000001))
            case "Decimal":
                return chance.choice(("0.1", "12.50", "-3", "1E+5", 0.25, 3))
            case "Date":
                return chance.choice(given.DATES)
            case "DateTime":
                return chance.choice(given.INSTANTS)
            case "RegionCode":
                return chance.choice(given.REGION_CODES)
            case "UUID":
                return "00000000-0000-4000-8000-000000000001"
        return self.pools.some_text(chance)


def _is_taken(type_: GraphQLScalarType, value: Any) -> bool:
    """Whether the scalar takes the value: a constant that it refuses makes the whole document invalid."""
    try:
        type_.parse_value(value)
    except Exception:
        return False
    return True


def _fits(name: str, value: Any) -> bool:
    if name in ("Int", "Rupiah", "Long"):
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def literal(value: Any) -> str:
    """A value as it is written in a document."""
    match value:
        case Reference():
            return f"${value.name}"
        case EnumName():
            return str(value)
        case Mapping():
            return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case str():
            return json.dumps(value, ensure_ascii=len(value) % 2 == 1)
    return json.dumps(value)
