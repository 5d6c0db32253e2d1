"""Runs operations field by field from a form prepared once per document: the same resolvers, less around them."""

from kopukm_graphql.executing.executor import CompiledExecutor

__all__ = ["CompiledExecutor"]
