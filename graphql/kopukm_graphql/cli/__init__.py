"""Subcommands of the GraphQL package: serve, schema, documents, explain."""

from kopukm_graphql.cli.documents import DOCUMENTS
from kopukm_graphql.cli.explain import EXPLAIN
from kopukm_graphql.cli.schema import SCHEMA
from kopukm_graphql.cli.serve import SERVE

SUBCOMMANDS = (SERVE, SCHEMA, DOCUMENTS, EXPLAIN)

__all__ = ["SUBCOMMANDS"]
