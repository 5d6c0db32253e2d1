"""Model-backed types that declare their source once; resolvers, SQL and visibility are derived from it."""

from kopukm_graphql.source.declaration import Order, SourceDeclaration, declaration_of, source
from kopukm_graphql.source.fields import (
    aggregate,
    column,
    computed,
    connection_to,
    resolved,
    sql,
    to_many,
    to_one,
)
from kopukm_graphql.source.roots import (
    RootField,
    connection,
    counts,
    handwritten,
    handwritten_subscription,
    listing,
    lookup,
    namespace,
    watch,
)

__all__ = [
    "Order",
    "RootField",
    "SourceDeclaration",
    "aggregate",
    "column",
    "computed",
    "connection",
    "connection_to",
    "counts",
    "declaration_of",
    "handwritten",
    "handwritten_subscription",
    "listing",
    "lookup",
    "namespace",
    "resolved",
    "source",
    "sql",
    "to_many",
    "to_one",
    "watch",
]
