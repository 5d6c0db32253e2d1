"""SI OPIK SEHAT's outreach in the contract."""

from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source.roots import RootField

OUTREACH_ROOTS: tuple[RootField, ...] = ()
"""Fields of `siopik` in the query."""

OUTREACH_CONTRIBUTION = Contribution()
