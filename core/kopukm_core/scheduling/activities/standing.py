"""How parties stand towards activities, as a calendar tells it: status, and how often that changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kopukm_core.scheduling.activities.choices import RegistrationState, TargetState
from kopukm_core.scheduling.activities.registration_models import ActivityTarget, Registration
from kopukm_core.scheduling.feeds.entry import CalendarEntryStatus

_SURE = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED, RegistrationState.NO_SHOW)
_STEPS = {
    RegistrationState.WAITLISTED: 0,
    RegistrationState.OFFERED: 1,
    **dict.fromkeys(_SURE, 2),
    RegistrationState.CANCELLED: 3,
    RegistrationState.DECLINED: 3,
    RegistrationState.EXPIRED: 3,
}
"""How far a registration came. It only goes forward and its row stays, so that the sum of these never falls."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Confirmed while one of the parties has a seat, tentative while they wait or are invited, else cancelled.

    `steps` is what is added to SEQUENCE, `changed_at` when a registration last changed.
    """

    status: CalendarEntryStatus
    steps: int = 0
    changed_at: datetime | None = None


async def standings(activity_ids: Collection[int], party_ids: Collection[int]) -> dict[int, Standing]:
    """How the parties together stand towards each of the activities; two statements."""
    placed = await Registration.filter(
        activity_id__in=list(activity_ids), party_id__in=list(party_ids)
    ).values_list("activity_id", "state", "changed_at")
    declined = await ActivityTarget.filter(
        activity_id__in=list(activity_ids), party_id__in=list(party_ids), state=TargetState.DECLINED
    ).values_list("activity_id", flat=True)
    by_activity: dict[int, list[tuple[RegistrationState, datetime]]] = {key: [] for key in activity_ids}
    for key, state, changed_at in placed:
        by_activity[int(key)].append((RegistrationState(state), changed_at))
    gone = {int(str(key)) for key in declined}
    return {key: _standing(found, key in gone) for key, found in by_activity.items()}


def _standing(found: list[tuple[RegistrationState, datetime]], declined: bool) -> Standing:
    states = [state for state, _ in found]
    status = CalendarEntryStatus.TENTATIVE
    if any(state in _SURE for state in states):
        status = CalendarEntryStatus.CONFIRMED
    elif (states or declined) and all(_STEPS[state] == 3 for state in states):
        status = CalendarEntryStatus.CANCELLED
    return Standing(
        status,
        sum(_STEPS[state] for state in states),
        max((changed_at for _, changed_at in found), default=None),
    )
