"""The cycles of core in the contract."""

from kopukm_graphql.contribution import Contribution

CYCLES_CONTRIBUTION = Contribution()
