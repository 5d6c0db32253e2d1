"""The GraphQL types of the core itself: regions, parties, accounts, and who the caller is."""

from pathlib import Path

from kopukm_graphql.contribution import Contribution, extend, joined
from kopukm_graphql.core_types.activities import ACTIVITIES_CONTRIBUTION
from kopukm_graphql.core_types.calendar import CALENDAR_CONTRIBUTION
from kopukm_graphql.core_types.cycles import CYCLES_CONTRIBUTION
from kopukm_graphql.core_types.drafts import DRAFT_MUTATIONS
from kopukm_graphql.core_types.file import FILE_FIELDS, FILE_MUTATIONS, FILE_ROOTS, UPLOAD_PAYLOAD, File
from kopukm_graphql.core_types.identity import IDENTITY_ROOTS, IDENTITY_TYPES
from kopukm_graphql.core_types.imports import IMPORT_ROOTS, IMPORT_SUBSCRIPTIONS, IMPORT_TYPES
from kopukm_graphql.core_types.me import ME_FIELDS, ME_ROOTS, Me
from kopukm_graphql.core_types.messaging import MESSAGING_CONTRIBUTION
from kopukm_graphql.core_types.papers import PAPERS_CONTRIBUTION
from kopukm_graphql.core_types.party import PARTY_ROOTS, Party
from kopukm_graphql.core_types.programmes import PROGRAMMES_CONTRIBUTION
from kopukm_graphql.core_types.region import REGION_ROOTS, Region, RegionBoundary
from kopukm_graphql.core_types.region_search import REGION_SEARCH, RegionMatch
from kopukm_graphql.core_types.slots import SLOTS_CONTRIBUTION
from kopukm_graphql.source.fields import to_one

BASE_CONTRIBUTION = Contribution(
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

CORE_CONTRIBUTION = joined(
    BASE_CONTRIBUTION,
    PROGRAMMES_CONTRIBUTION,
    MESSAGING_CONTRIBUTION,
    PAPERS_CONTRIBUTION,
    CALENDAR_CONTRIBUTION,
    CYCLES_CONTRIBUTION,
    ACTIVITIES_CONTRIBUTION,
    SLOTS_CONTRIBUTION,
)

__all__ = ["CORE_CONTRIBUTION", "Party", "Region", "RegionBoundary", "RegionMatch"]
