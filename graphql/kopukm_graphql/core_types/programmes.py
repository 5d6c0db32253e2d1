"""The programmes of core in the contract."""

from kopukm_graphql.contribution import Contribution

PROGRAMMES_CONTRIBUTION = Contribution()
