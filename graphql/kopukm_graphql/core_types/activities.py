"""The activities of core in the contract."""

from kopukm_graphql.contribution import Contribution

ACTIVITIES_CONTRIBUTION = Contribution()
