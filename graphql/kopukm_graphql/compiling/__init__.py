"""Queries compiled to one SQL statement: selection, plan, SQL, answer; visibility is written into every table."""

from kopukm_graphql.compiling.executor import CompilingExecutor

__all__ = ["CompilingExecutor"]
