"""The papers of core in the contract."""

from kopukm_graphql.contribution import Contribution

PAPERS_CONTRIBUTION = Contribution()
