"""The GraphQL types of the core itself: regions, parties and identity."""

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.core_types.identity import (
    IDENTITY_ROOTS,
    AccessToken,
    Account,
    PartyMembership,
    RoleAssignment,
    Service,
    ServiceContact,
)
from kopukm_graphql.core_types.me import ME, HeldPermission, Me
from kopukm_graphql.core_types.party import PARTY_ROOTS, Party
from kopukm_graphql.core_types.region import REGION_ROOTS, Region, RegionBoundary
from kopukm_graphql.core_types.region_search import REGION_SEARCH, RegionMatch
from kopukm_graphql.source.fields import to_one

CORE_CONTRIBUTION = Contribution(
    types=(
        Region,
        RegionBoundary,
        RegionMatch,
        Party,
        Account,
        AccessToken,
        RoleAssignment,
        PartyMembership,
        Service,
        ServiceContact,
        Me,
        HeldPermission,
    ),
    query=(*REGION_ROOTS, REGION_SEARCH, *PARTY_ROOTS, *IDENTITY_ROOTS, ME),
    fields=(
        extend("RegionMatch", region=to_one("Region", key="code", description="Wilayah yang ditemukan.")),
        extend("Me", account=to_one("Account", key="account_id", description="Akun orangnya.")),
    ),
)

__all__ = ["CORE_CONTRIBUTION", "Party", "Region", "RegionBoundary", "RegionMatch"]
