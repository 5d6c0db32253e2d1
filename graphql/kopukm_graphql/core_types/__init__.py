"""The GraphQL types of the core itself: regions, parties, accounts, and who the caller is."""

from pathlib import Path

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.core_types.drafts import DRAFT_MUTATIONS
from kopukm_graphql.core_types.file import FILE_FIELDS, FILE_MUTATIONS, FILE_ROOTS, UPLOAD_PAYLOAD, File
from kopukm_graphql.core_types.identity import IDENTITY_ROOTS, IDENTITY_TYPES
from kopukm_graphql.core_types.imports import IMPORT_ROOTS, IMPORT_SUBSCRIPTIONS, IMPORT_TYPES
from kopukm_graphql.core_types.me import ME_FIELDS, ME_ROOTS, Me
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
        *IDENTITY_TYPES,
        Me,
        File,
        UPLOAD_PAYLOAD,
        *IMPORT_TYPES,
    ),
    query=(
        *REGION_ROOTS,
        REGION_SEARCH,
        *PARTY_ROOTS,
        *ME_ROOTS,
        *IDENTITY_ROOTS,
        *FILE_ROOTS,
        *IMPORT_ROOTS,
    ),
    fields=(
        extend("RegionMatch", region=to_one("Region", key="code", description="Wilayah yang ditemukan.")),
        *ME_FIELDS,
        *FILE_FIELDS,
    ),
    subscriptions=IMPORT_SUBSCRIPTIONS,
    mutations={**DRAFT_MUTATIONS, **FILE_MUTATIONS},
    operations=Path(__file__).parent.parent / "operations",
)

__all__ = ["CORE_CONTRIBUTION", "Party", "Region", "RegionBoundary", "RegionMatch"]
