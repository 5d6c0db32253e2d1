"""The slots of core in the contract."""

from kopukm_graphql.contribution import Contribution

SLOTS_CONTRIBUTION = Contribution()
