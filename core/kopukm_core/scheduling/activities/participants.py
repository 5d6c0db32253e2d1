"""Who took part, for programmes that go on from an activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kopukm_core.scheduling.activities.choices import LIVING, PersonRole, RegistrationState
from kopukm_core.scheduling.activities.registration_models import Registration


@dataclass(frozen=True, slots=True)
class Participant:
    """One person's place in an activity."""

    registration_id: int
    party_id: int
    person_role: PersonRole
    state: RegistrationState


async def participants_of(
    activity_id: int, states: Sequence[RegistrationState] = LIVING
) -> list[Participant]:
    """Those in these states (every living one unless told), in the order in which they were registered."""
    found = await (
        Registration.filter(activity_id=activity_id, state__in=list(states))
        .order_by("id")
        .values_list("id", "party_id", "person_role", "state")
    )
    return [
        Participant(key, party, PersonRole(role), RegistrationState(state))
        for key, party, role, state in found
    ]
