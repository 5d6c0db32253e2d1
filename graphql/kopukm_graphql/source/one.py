"""Reading single rows by a column's value, batched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graphql import GraphQLResolveInfo

from kopukm_core.identity.actor import Actor
from kopukm_core.visibility.expressions import field_of, one_of
from kopukm_graphql.context import RequestContext
from kopukm_graphql.loaders import BatchLoader
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import Catalog, Source, column_key
from kopukm_graphql.source.fields import ToOne
from kopukm_graphql.source.places import Resolve, context_of, parent_value, raw_info
from kopukm_graphql.source.selection import path_key, source_keys
from kopukm_graphql.source.statement import Statement


async def rows_by(
    catalog: Catalog, target: Source, actor: Actor, to: str, keys: Iterable[str], values: Sequence[Any]
) -> dict[Any, Row]:
    """The rows the actor sees by their value of the column `to`; the first by key where several match.

    NotAllowedError where the column is masked for the actor.
    """
    statement = Statement(catalog, target, actor)
    column = column_key(target.model, to)
    selected = statement.select(dict.fromkeys([*keys, column]))
    wanted = one_of(
        statement.comparable(column), field_of(target.model, column), values, statement.parameters
    )
    where, order = statement.where([wanted]), statement.readable("pk")
    sql = f"SELECT {selected} FROM {statement.table} {where} ORDER BY {order}"
    found: dict[Any, Row] = {}
    for raw in await statement.rows(sql):
        row = statement.read(raw)
        found.setdefault(row[column], row)
    return found


def rows_loader(
    catalog: Catalog, target: Source, to: str, context: RequestContext, info: GraphQLResolveInfo[Any]
) -> BatchLoader:
    """Loads rows of `target` by the values of its column `to`, with what is selected at this place."""

    def make() -> BatchLoader:
        keys = source_keys(catalog, target, info, info.field_nodes)

        async def load(values: Sequence[Any]) -> dict[Any, Row]:
            return await rows_by(catalog, target, context.actor, to, keys, values)

        return BatchLoader(load, lambda: None)

    return context.loaders.get((path_key(info), target.name, to), make)


def to_one_resolver(catalog: Catalog, source: Source | None, declaration: ToOne) -> Resolve:
    """Answers a to-one relation; null where there is no row, or none to be seen."""
    target = catalog[declaration.target]

    def resolve(parent: Any, info: Any, _arguments: dict[str, Any]) -> Any:
        value = parent_value(source, parent, declaration.key)
        if value is None:
            return None
        return rows_loader(catalog, target, declaration.to, context_of(info), raw_info(info)).load(value)

    return resolve
