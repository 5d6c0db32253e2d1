"""Comparing a composed schema with plain Python over all rows, by every field of rows or figures.

It works on any schema: the oracle tells, per type, its rows, who sees them, and which rows hang on which.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLObjectType

from contract_walk import Listing, nested, nested_listings, node_types, root_listings
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import global_id
from reading import answer_in_turn

Ask = Callable[[ComposedSchema, str, Actor], Awaitable[Any]]
"""How a document made from the schema is answered: its data, where it has no errors."""


@dataclass(frozen=True, slots=True)
class TypeOracle:
    """What is true of one type: `key` names the attribute in global ids; `masks` maps a field to its
    attribute, who sees it, and what others get."""

    rows: Sequence[Any]
    sees: Callable[[Actor, Any], bool]
    key: str = "id"
    masks: Mapping[str, tuple[str, Callable[[Actor, Any], bool], Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Oracle:
    """`links` says, per "Type.field", which rows hang on a parent; `figures`, the same with the figure over
    those that are seen; `roots` narrows a root list, per dotted path."""

    types: Mapping[str, TypeOracle]
    links: Mapping[str, Callable[[Any, Any], bool]]
    figures: Mapping[str, tuple[str, Callable[[Any, Any], bool], Callable[[Actor, list[Any]], Any]]]
    counts: Mapping[str, str]
    roots: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    records: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Relations to one row, per "Type.field": its type, the column here, and the column there."""
    _seen: dict[tuple[Actor, str], list[Any]] = field(default_factory=dict, compare=False)
    _there: dict[tuple[Actor, str, str], dict[Any, str]] = field(default_factory=dict, compare=False)

    def seen(self, actor: Actor, name: str) -> list[Any]:
        """The rows of a type that the actor may see."""
        if (actor, name) not in self._seen:
            known = self.types[name]
            self._seen[actor, name] = [row for row in known.rows if known.sees(actor, row)]
        return self._seen[actor, name]

    def related(self, actor: Actor, path: str, row: Any) -> str | None:
        """The id of the row that a relation to one leads the actor to."""
        target, here, there = self.records[path]
        key = getattr(row, here)
        known = self._there.get((actor, target, there))
        if known is None:
            known = {getattr(each, there): self.id(target, each) for each in self.seen(actor, target)}
            self._there[actor, target, there] = known
        return None if key is None else known.get(key)

    def id(self, name: str, row: Any) -> str:
        """A row's global id."""
        return global_id(name, getattr(row, self.types[name].key))


async def differences(
    schema: ComposedSchema, oracle: Oracle, actor: Actor, ask: Ask = answer_in_turn
) -> list[str]:
    """Where the schema's answers are not what the oracle says; empty where they agree."""
    found: list[str] = []
    composed = schema._schema
    for root in root_listings(composed):
        found += await _root_differences(schema, oracle, actor, root, ask)
    for type_ in node_types(composed):
        found += await row_differences(schema, oracle, actor, type_, ask)
    return found


async def _root_differences(
    schema: ComposedSchema, oracle: Oracle, actor: Actor, root: Listing, ask: Ask
) -> list[str]:
    path = ".".join(root.path)
    if root.kind == "counts":
        expected = len(oracle.seen(actor, oracle.counts[path]))
        data = _at(await ask(schema, nested(root.path, "{ total }"), actor), root.path)
        return _compare(path, data["total"], expected)
    wanted = oracle.roots.get(path, lambda _row: True)
    ids = sorted(oracle.id(root.of, row) for row in oracle.seen(actor, root.of) if wanted(row))
    if root.kind == "list":
        rows = _at(await ask(schema, nested(root.path, "{ id }"), actor), root.path)
        return _compare(path, sorted(row["id"] for row in rows), ids)
    found, total, after = [], 0, "null"
    while True:
        paged = (*root.path[:-1], f"{root.path[-1]}(first: 7, after: {after})")
        document = nested(
            paged, "{ totalCount nodes { id } edges { node { id } } pageInfo { hasNextPage endCursor } }"
        )
        page = _at(await ask(schema, document, actor), root.path)
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        found += [row["id"] for row in page["nodes"]]
        total, after = page["totalCount"], json.dumps(page["pageInfo"]["endCursor"])
        if not page["pageInfo"]["hasNextPage"]:
            break
    return _compare(path, sorted(found), ids) + _compare(f"{path}.totalCount", total, len(ids))


async def row_differences(
    schema: ComposedSchema,
    oracle: Oracle,
    actor: Actor,
    type_: GraphQLObjectType,
    ask: Ask = answer_in_turn,
) -> list[str]:
    """Every row of the type, seen or not, fetched by `node`, with everything that hangs on it."""
    known, name = oracle.types[type_.name], type_.name
    parts = ["id", *known.masks]
    for listing in nested_listings(type_):
        assert f"{name}.{listing.path[0]}" in oracle.links, f"the oracle does not know {listing.name}"
        inner = "{ id }" if listing.kind == "list" else "{ totalCount nodes { id } }"
        parts.append(f"{listing.limited_path(100)[0]} {inner}")
    parts += [each.partition(".")[2] for each in oracle.figures if each.startswith(f"{name}.")]
    parts += [f"{each.partition('.')[2]} {{ id }}" for each in oracle.records if each.startswith(f"{name}.")]
    document = node_document(oracle, name, f"{{ {' '.join(parts)} }}")
    data = await ask(schema, document, actor)
    found: list[str] = []
    for index, row in enumerate(known.rows):
        found += _one_row(oracle, actor, name, row, data[f"n{index}"], nested_listings(type_))
    return found


def node_document(oracle: Oracle, name: str, selection: str) -> str:
    """Every row of a type by its id, as n0, n1 and so on."""
    rows = enumerate(oracle.types[name].rows)
    nodes = " ".join(f'n{index}: node(id: "{oracle.id(name, row)}") {{ ...Row }}' for index, row in rows)
    return f"{{ __typename {nodes} }} fragment Row on {name} {selection}"


def _one_row(
    oracle: Oracle, actor: Actor, name: str, row: Any, got: Any, listings: list[Listing]
) -> list[str]:
    known, where = oracle.types[name], f"{name}:{getattr(row, oracle.types[name].key)}"
    if not known.sees(actor, row):
        return _compare(f"node({where})", got, None)
    if got is None:
        return [f"node({where}): null"]
    found: list[str] = []
    for graphql_name, (attribute, sees, masked) in known.masks.items():
        value = getattr(row, attribute)
        expected = value if sees(actor, row) else (masked if value is not None else None)
        found += _compare(f"{where}.{graphql_name}", got[graphql_name], expected)
    for listing in listings:
        linked = oracle.links[f"{name}.{listing.path[0]}"]
        ids = sorted(
            oracle.id(listing.of, each) for each in oracle.seen(actor, listing.of) if linked(row, each)
        )
        answered = got[listing.path[0]]
        if listing.kind == "connection":
            found += _compare(f"{where}.{listing.path[0]}.totalCount", answered["totalCount"], len(ids))
            answered = answered["nodes"]
        found += _compare(f"{where}.{listing.path[0]}", sorted(each["id"] for each in answered), ids)
    for path in oracle.records:
        owner, _, graphql_name = path.partition(".")
        if owner == name:
            related_to = got[graphql_name] and got[graphql_name]["id"]
            found += _compare(f"{where}.{graphql_name}", related_to, oracle.related(actor, path, row))
    for path, (of, linked, figure) in oracle.figures.items():
        owner, _, graphql_name = path.partition(".")
        if owner == name:
            related = [each for each in oracle.seen(actor, of) if linked(row, each)]
            found += _compare(f"{where}.{graphql_name}", got[graphql_name], figure(actor, related))
    return found


def _compare(where: str, got: Any, expected: Any) -> list[str]:
    return [] if got == expected else [f"{where}: {got!r}, not {expected!r}"]


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        data = data[name]
    return data
