"""Subcommands of the GraphQL package: serve, schema, documents, explain, list.

They import what they run with when they run: the GraphQL libraries take as long to load as the whole of the core,
and the other subcommands need none of them.
"""

from kopukm_graphql.cli.documents import DOCUMENTS
from kopukm_graphql.cli.explain import EXPLAIN
from kopukm_graphql.cli.listing import LIST
from kopukm_graphql.cli.schema import SCHEMA
from kopukm_graphql.cli.serve import SERVE

SUBCOMMANDS = (SERVE, SCHEMA, DOCUMENTS, EXPLAIN, LIST)

__all__ = ["SUBCOMMANDS"]
