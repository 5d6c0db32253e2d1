"""The messaging of core in the contract."""

from kopukm_graphql.contribution import Contribution

MESSAGING_CONTRIBUTION = Contribution()
