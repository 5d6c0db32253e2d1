"""SI OPIK SEHAT's figures in the contract."""

from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source.roots import RootField

FIGURES_ROOTS: tuple[RootField, ...] = ()
"""Fields of `siopik` in the query."""

FIGURES_CONTRIBUTION = Contribution()
