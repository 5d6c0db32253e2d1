"""The slots of core in the contract."""

from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.slots_assignment import ASSIGNMENT_ROOTS, ASSIGNMENT_TYPES
from kopukm_graphql.core_types.slots_bookables import BOOKABLE_ROOTS, BOOKABLE_TYPES
from kopukm_graphql.core_types.slots_free import FREE_ROOTS
from kopukm_graphql.core_types.slots_seats import SEAT_ROOTS, SEAT_SUBSCRIPTIONS, SEAT_TYPES

SLOTS_CONTRIBUTION = Contribution(
    types=(*BOOKABLE_TYPES, *SEAT_TYPES, *ASSIGNMENT_TYPES),
    query=(*BOOKABLE_ROOTS, *SEAT_ROOTS, *FREE_ROOTS, *ASSIGNMENT_ROOTS),
    subscriptions=SEAT_SUBSCRIPTIONS,
)
