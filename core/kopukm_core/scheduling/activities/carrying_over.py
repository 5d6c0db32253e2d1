"""Carrying what a party took part in over to the party that it turned out to be."""

from __future__ import annotations

from kopukm_core.scheduling.activities.registration_models import ActivityTarget, Registration


async def move_participation(duplicate_id: int, kept_id: int) -> int:
    """Have the registrations and invitations of one party be the other's; how many registrations.

    Where the other takes part in the same activity itself, both stay as they are: seats are counted by party. Runs in
    the caller's transaction.
    """
    taken = list(await Registration.filter(party_id=kept_id).values_list("activity_id", flat=True))
    aimed = list(await ActivityTarget.filter(party_id=kept_id).values_list("activity_id", flat=True))
    targets = ActivityTarget.filter(party_id=duplicate_id).exclude(activity_id__in=aimed)
    await targets.update(party_id=kept_id)
    registrations = Registration.filter(party_id=duplicate_id).exclude(activity_id__in=taken)
    return await registrations.update(party_id=kept_id)
