"""SI OPIK SEHAT's health in the contract."""

from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source.roots import RootField

HEALTH_ROOTS: tuple[RootField, ...] = ()
"""Fields of `siopik` in the query."""

HEALTH_CONTRIBUTION = Contribution()
