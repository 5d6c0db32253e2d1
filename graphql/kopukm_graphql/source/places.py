"""What resolvers of declared fields ask of the request: context, place in the document, parent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from graphql import GraphQLResolveInfo

from kopukm_graphql.context import RequestContext
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import Source, column_key

Resolve: TypeAlias = Callable[[Any, Any, dict[str, Any]], Any]
"""(parent, Strawberry's info, arguments by GraphQL name) → value or awaitable."""


def context_of(info: Any) -> RequestContext:
    """The request that a resolver answers."""
    return cast(RequestContext, info.context)


def raw_info(info: Any) -> GraphQLResolveInfo[Any]:
    """graphql-core's own info, which holds the selection as parsed."""
    return cast(GraphQLResolveInfo[Any], info._raw_info)


def parent_value(source: Source | None, parent: Any, column: str) -> Any:
    """The parent's side of a relation: from its row, or an attribute of a hand-written type's value."""
    if isinstance(parent, Row):
        return parent[column_key(source.model, column) if source else column]
    return getattr(parent, "id" if column == "pk" else column)
