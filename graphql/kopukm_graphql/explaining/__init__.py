"""Where a type or field of the contract comes from, what it reads, who sees it and what it costs."""

from kopukm_graphql.explaining.explain import explain

__all__ = ["explain"]
