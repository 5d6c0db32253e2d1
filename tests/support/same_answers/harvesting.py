"""Learns the values of a filled database by asking for them, so that documents can use real ones."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLSchema, get_named_type, is_leaf_type

from contract_walk import node_types, root_listings
from kopukm_core.identity.actor import Actor
from kopukm_graphql.node import global_id
from kopukm_graphql.server.execution import Executor
from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.fields import Resolved
from same_answers.document import Document
from same_answers.pools import Pools, words_of
from same_answers.stage import Stage

_AT_ONCE = 15
_BAD_KEYS = ("0", "-1", "9" * 30, "bukan", "", "1 OR 1=1", "\u0000", "٣")


async def harvest(
    stage: Stage, executor: Executor, actor: Actor, ids: dict[str, list[str]], known: dict[str, list[Any]]
) -> Pools:
    """The pools of what this actor sees: `ids` are all global ids by type, `known` further values by argument."""
    schema = stage.schema._schema
    pools = Pools(ids={name: list(each) for name, each in ids.items() if each})
    pools.by_hand = tuple(
        f"{source.name}.{name}"
        for source in stage.schema.catalog.sources.values()
        for name in {*source.strawberry_fields, *_resolved(source)}
    )
    for type_ in node_types(schema):
        leaves = [
            name
            for name, field in type_.fields.items()
            if is_leaf_type(get_named_type(field.type)) and not field.args
        ]
        of_type = pools.ids.get(type_.name, [])
        for begun in range(0, len(of_type), _AT_ONCE):
            asked = " ".join(
                f'n{number}: node(id: "{each}") {{ ... on {type_.name} {{ {" ".join(leaves)} }} }}'
                for number, each in enumerate(of_type[begun : begun + _AT_ONCE])
            )
            data = (await stage.answer(executor, Document(f"{{ {asked} }}"), actor)).data or {}
            _learn(pools, type_.name, [row for row in data.values() if row], known)
    pools.words = words_of(
        value for values in pools.values.values() for value in values if isinstance(value, str)
    )
    await _cursors(stage, executor, actor, schema, pools)
    some_type = next(iter(pools.ids), "Region")
    pools.bad_ids = (
        *(global_id(some_type, key) for key in _BAD_KEYS),
        global_id("Tidak", 1),
        global_id("Query", 1),
        *("", "x", "=", "\u0000", "'", "1", "bnVsbA=="),
    )
    return pools


def _resolved(source: Source) -> list[str]:
    return [name for name, declared in source.fields.items() if isinstance(declared, Resolved)]


def _learn(pools: Pools, type_name: str, rows: list[dict[str, Any]], known: dict[str, list[Any]]) -> None:
    for row in rows:
        for name, value in row.items():
            if value is not None and not isinstance(value, dict | list):
                values = pools.values.setdefault((type_name, name), [])
                if value not in values:
                    values.append(value)
    for name, more in known.items():
        pools.values.setdefault((type_name, name), []).extend(more)


async def _cursors(
    stage: Stage, executor: Executor, actor: Actor, schema: GraphQLSchema, pools: Pools
) -> None:
    for root in root_listings(schema):
        if root.kind != "connection":
            continue
        order_type = schema.get_type(f"{root.of}Order")
        for order in ("", *getattr(order_type, "values", {})):
            arguments = f"(first: 60{f', order: {order}' if order else ''})"
            steps = (*root.path[:-1], f"{root.path[-1]}{arguments}")
            text = "{ " + " { ".join(steps) + " { edges { cursor } }" + " }" * len(steps)
            data: Any = (await stage.answer(executor, Document(text), actor)).data
            for step in root.path:
                data = data[step] if data else None
            if data and data["edges"]:
                pools.cursors[root.of, order] = [each["cursor"] for each in data["edges"]]


def shown_pools(pools: Pools) -> str:
    """How much is known, for a report."""
    return json.dumps(
        {
            "ids": sum(map(len, pools.ids.values())),
            "values": sum(map(len, pools.values.values())),
            "cursors": sum(map(len, pools.cursors.values())),
            "words": len(pools.words),
        }
    )
