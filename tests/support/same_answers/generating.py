"""Valid documents of any composed schema, from a seeded chance."""

from __future__ import annotations

import random

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type

from contract_walk import kind_of, node_types
from same_answers.document import Document
from same_answers.drafting import Draft
from same_answers.inputs import Inputs
from same_answers.pools import Pools

_EVENTS = 0.05
"""Share of documents that answer an event of a subscription."""
_EMPTY = 0.15
"""Share of documents that may ask for rows of types of which the data set has none: there is little to answer."""


class Generator:
    """Makes documents. Those that the limits refuse are rare; whoever prepares them drops those."""

    def __init__(self, schema: GraphQLSchema, pools: Pools, seed: int) -> None:
        self._schema = schema
        self._pools = pools
        self._chance = random.Random(seed)
        self._by_hand = by_hand(schema, pools)
        self._empty = _empty(schema, pools)

    def document(self) -> Document:
        """The next one. Half of them keep to what is declared, without resolvers written by hand."""
        avoided = self._by_hand if self._chance.random() < 0.5 else frozenset[str]()
        if self._chance.random() >= _EMPTY:
            avoided |= self._empty
        draft = Draft(self._schema, self._chance, Inputs(self._chance, self._pools), avoided)
        return draft.subscription() if self._chance.random() < _EVENTS else draft.query()


def by_hand(schema: GraphQLSchema, pools: Pools) -> frozenset[str]:
    """Fields whose resolver is written by hand, as far as the schema shows: what is no row, page, or count."""
    found = set(pools.by_hand)
    for type_ in root_types(schema):
        for name, each in type_.fields.items():
            if not (is_namespace(each) or declared_rows(each)):
                found.add(f"{type_.name}.{name}")
    return frozenset(found)


def root_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """Query and the namespaces below it."""
    query = schema.query_type
    assert query is not None
    below = [get_named_type(each.type) for each in query.fields.values() if is_namespace(each)]
    return [query, *(each for each in below if isinstance(each, GraphQLObjectType))]


def is_namespace(field: GraphQLField) -> bool:
    """Whether it only leads to further root fields (or, as `node`, to any row)."""
    named = get_named_type(field.type)
    return named.name.endswith("Query") or isinstance(named, GraphQLInterfaceType)


def declared_rows(field: GraphQLField) -> str:
    """The type of the rows that the field shows or counts; empty for what is none of these."""
    kind, named = kind_of(field), get_named_type(field.type)
    if kind in ("connection", "counts"):
        return named.name.removesuffix("Connection").removesuffix("Counts")
    is_row = isinstance(named, GraphQLObjectType) and any(each.name == "Node" for each in named.interfaces)
    return named.name if is_row else ""


def _empty(schema: GraphQLSchema, pools: Pools) -> frozenset[str]:
    """Fields, as "Type.field", that show rows of a type of which no row is known."""
    return frozenset(
        f"{type_.name}.{name}"
        for type_ in (*root_types(schema), *node_types(schema))
        for name, each in type_.fields.items()
        if (rows := declared_rows(each)) and rows not in pools.ids
    )
