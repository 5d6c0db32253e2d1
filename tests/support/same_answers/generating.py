"""Valid documents of any composed schema, from a seeded chance."""

from __future__ import annotations

import random

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type

from contract_walk import kind_of
from same_answers.document import Document
from same_answers.drafting import Draft
from same_answers.inputs import Inputs
from same_answers.pools import Pools

_EVENTS = 0.05
"""Share of documents that answer an event of a subscription."""


class Generator:
    """Makes documents. Those that the limits refuse are rare; whoever prepares them drops those."""

    def __init__(self, schema: GraphQLSchema, pools: Pools, seed: int) -> None:
        self._schema = schema
        self._pools = pools
        self._chance = random.Random(seed)
        self._by_hand = _by_hand(schema, pools)

    def document(self) -> Document:
        """The next one. Half of them keep to what is declared, without resolvers written by hand."""
        avoided = self._by_hand if self._chance.random() < 0.5 else frozenset[str]()
        draft = Draft(self._schema, self._chance, Inputs(self._chance, self._pools), avoided)
        return draft.subscription() if self._chance.random() < _EVENTS else draft.query()


def _by_hand(schema: GraphQLSchema, pools: Pools) -> frozenset[str]:
    """Fields whose resolver is written by hand, as far as the schema shows: what is no row, page, or count."""
    found = set(pools.by_hand)
    query = schema.query_type
    assert query is not None
    for name, each in query.fields.items():
        kind, named = kind_of(each), get_named_type(each.type)
        is_row = isinstance(named, GraphQLObjectType) and bool(named.interfaces)
        is_namespace = named.name.endswith("Query") or isinstance(named, GraphQLInterfaceType)
        if kind in ("leaf", "leaves", "list", "object") and not is_row and not is_namespace:
            found.add(f"Query.{name}")
    return frozenset(found)
