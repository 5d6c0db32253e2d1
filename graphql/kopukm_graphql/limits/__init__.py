"""How much one GraphQL document may ask for: size, tokens, depth, breadth, aliases, directives and cost."""

from kopukm_graphql.limits.limits import DEFAULT_LIMITS, Limits
from kopukm_graphql.limits.measures import Measures
from kopukm_graphql.limits.measuring import DocumentMeasurer
from kopukm_graphql.limits.parsing import parse_within_limits
from kopukm_graphql.limits.refusing import limit_error
from kopukm_graphql.limits.rule import limits_rule

__all__ = [
    "DEFAULT_LIMITS",
    "DocumentMeasurer",
    "Limits",
    "Measures",
    "limit_error",
    "limits_rule",
    "parse_within_limits",
]
