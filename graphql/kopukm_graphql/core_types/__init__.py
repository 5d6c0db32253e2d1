"""The GraphQL types of the core itself: regions and parties."""

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.core_types.party import PARTY_ROOTS, Party
from kopukm_graphql.core_types.region import REGION_ROOTS, Region, RegionBoundary
from kopukm_graphql.core_types.region_search import REGION_SEARCH, RegionMatch
from kopukm_graphql.source.fields import to_one

CORE_CONTRIBUTION = Contribution(
    types=(Region, RegionBoundary, RegionMatch, Party),
    query=(*REGION_ROOTS, REGION_SEARCH, *PARTY_ROOTS),
    fields=(
        extend("RegionMatch", region=to_one("Region", key="code", description="Wilayah yang ditemukan.")),
    ),
)

__all__ = ["CORE_CONTRIBUTION", "Party", "Region", "RegionBoundary", "RegionMatch"]
