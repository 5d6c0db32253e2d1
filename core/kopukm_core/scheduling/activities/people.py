"""The people of an activity by their names, for who runs it: at the door nobody is found by a masked name.

The contract's columns of personal data are always masked; this is the one list that is not. It is for who may run the
activity and could print the same names on the attendance list, and each reading leaves a line in the log.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core.db import sort_key
from kopukm_core.identity.actor import Actor
from kopukm_core.scheduling.activities.choices import (
    LIVING,
    AttendanceMode,
    PersonRole,
    RegistrationState,
)
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import Attendance, Registration

if TYPE_CHECKING:
    pass

_LOGGER = logging.getLogger("kopukm.privacy")


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person's place in an activity, with the name whole. `sessions` are those at which the person was seen."""

    registration_id: int
    party_id: int
    party_name: str
    name: str
    role: PersonRole
    mode: AttendanceMode
    state: RegistrationState
    sessions: tuple[int, ...]


async def attendees(actor: Actor, activity: Activity, search: str = "") -> list[Attendee]:
    """Who is registered or waits, by name; with `search` those in whose name or party every word of it begins a word.

    Three statements. The caller has asked `runs_activity`.
    """
    _LOGGER.info("%s reads the names of activity %s", actor.key, activity.id)
    found = await (
        Registration.filter(activity_id=activity.id, state__in=list(LIVING))
        .select_related("party")
        .order_by("id")
    )
    seen: dict[int, list[int]] = {}
    for one in await Attendance.filter(registration__activity_id=activity.id, is_withdrawn=False).order_by(
        "id"
    ):
        seen.setdefault(one.registration_id, []).append(one.session_id)
    people = [
        Attendee(
            one.id,
            one.party_id,
            one.party.name,
            one.person_name.whole(),
            one.person_role,
            one.mode,
            one.state,
            tuple(seen.get(one.id, ())),
        )
        for one in found
    ]
    words = sort_key(search).split()
    kept = [one for one in people if _answers(f"{one.name} {one.party_name}", words)]
    return sorted(kept, key=lambda one: (sort_key(one.name), one.registration_id))


def _answers(text: str, words: Sequence[str]) -> bool:
    own = sort_key(text).split()
    return all(any(each.startswith(word) for each in own) for word in words)
