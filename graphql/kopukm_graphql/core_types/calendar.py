"""The calendar of core in the contract."""

from kopukm_graphql.contribution import Contribution

CALENDAR_CONTRIBUTION = Contribution()
