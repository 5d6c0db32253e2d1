"""Every place of a schema's queries where a caller puts a value: the leaves of all arguments of all fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from contract_walk import kind_of
from same_answers.document import Document
from same_answers.inputs import EnumName, Reference, literal
from same_answers.pools import Pools

_INNER = {
    "connection": "{ totalCount nodes { id } }",
    "counts": "{ total rows { count } }",
    "record": "{ id }",
}
_SAMPLES: dict[str, Any] = {
    "String": "x",
    "RegionCode": "32.01",
    "Int": 1,
    "ID": "x",
    "Boolean": True,
    "Date": "2026-11-02",
    "DateTime": "2026-11-02T08:00:00+07:00",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One leaf: the field, its argument, the input fields down to the leaf, and the leaf's type."""

    home: str
    """The document around the field, `%s` where it stands."""
    owner: str
    field: str
    argument: str
    steps: tuple[str, ...]
    """Names of input fields; "[]" for an entry of a list."""
    type: str
    leaf: str
    """The input type that the leaf is of, and the name there; the field's own, where it is the argument itself."""
    required: tuple[tuple[str, Any], ...]
    inner: str

    @property
    def name(self) -> str:
        """As messages show it."""
        return f"{self.owner}.{self.field}({'.'.join((self.argument, *self.steps))})"

    @property
    def takes_any_text(self) -> bool:
        """Whether the type itself refuses no text."""
        return self.type.rstrip("!") in ("String", "ID")

    def document(self, texts: list[str]) -> Document:
        """The field once for each text, every other one as a constant, where the type takes them all."""
        variables, parts = {}, []
        for number, text in enumerate(texts):
            value: Any = text
            if number % 2 == 0 or not self.takes_any_text:
                variables[f"s{number}"] = text
                value = Reference(f"s{number}")
            for step in reversed(self.steps):
                value = [value] if step == "[]" else {step: value}
            arguments = dict(self.required) | {self.argument: value}
            written = ", ".join(f"{name}: {literal(each)}" for name, each in arguments.items())
            parts.append(f"a{number}: {self.field}({written}) {self.inner}")
        declared = ", ".join(f"${name}: {self.type}" for name in variables)
        head = f"query({declared}) " if declared else ""
        return Document(head + self.home % " ".join(parts), variables)


def places(schema: GraphQLSchema, pools: Pools) -> list[Place]:
    """All of them, each input type once below each argument."""
    found = []
    for type_, home in _homes(schema, pools):
        for name, field in type_.fields.items():
            for argument_name, argument in field.args.items():
                required = tuple(
                    (each, _sample(other.type))
                    for each, other in field.args.items()
                    if is_required_argument(other) and each != argument_name
                )
                at = f"{type_.name}.{name}({argument_name})"
                found += [
                    Place(home, type_.name, name, argument_name, steps, leaf, where, required, _inner(field))
                    for steps, leaf, where in _leaves(argument.type, (), at)
                ]
    return found


def _homes(schema: GraphQLSchema, pools: Pools) -> Iterator[tuple[GraphQLObjectType, str]]:
    """Object types with a document that leads to one: from Query down, rows by their id."""
    query = schema.query_type
    assert query is not None
    waiting = [(query, "{ %s }")]
    known = {query.name}
    while waiting:
        type_, home = waiting.pop()
        yield type_, home
        for name, field in type_.fields.items():
            named = get_named_type(field.type)
            if not isinstance(named, GraphQLObjectType) or named.name in known:
                continue
            if (
                any(is_required_argument(each) for each in field.args.values())
                and named.name not in pools.ids
            ):
                continue
            known.add(named.name)
            if named.name in pools.ids:
                row = f'node(id: "{pools.ids[named.name][0]}") {{ ... on {named.name} {{ %s }} }}'
                waiting.append((named, f"{{ {row} }}"))
            else:
                waiting.append((named, home % f"{name} {{ %s }}"))


def _leaves(
    type_: GraphQLInputType, seen: tuple[str, ...], at: str
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if isinstance(type_, GraphQLNonNull):
        for steps, leaf, where in _leaves(type_.of_type, seen, at):
            yield steps, leaf if steps or leaf.endswith("!") else f"{leaf}!", where
    elif isinstance(type_, GraphQLList):
        for steps, leaf, where in _leaves(type_.of_type, seen, at):
            yield ("[]", *steps), leaf, where
    elif isinstance(type_, GraphQLInputObjectType):
        if type_.name not in seen:  # filters of relations come back to themselves
            for name, field in type_.fields.items():
                below = _leaves(field.type, (*seen, type_.name), f"{type_.name}.{name}")
                yield from (((name, *steps), leaf, where) for steps, leaf, where in below)
    else:
        yield (), type_.name, at


def _inner(field: GraphQLField) -> str:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return ""
    kind = kind_of(field)
    if kind == "list" and isinstance(named, GraphQLObjectType) and named.interfaces:
        return "{ id }"
    return _INNER.get(kind, "{ __typename }")


def _sample(type_: GraphQLInputType) -> Any:
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return EnumName(next(iter(named.values)))
    return _SAMPLES[named.name]
