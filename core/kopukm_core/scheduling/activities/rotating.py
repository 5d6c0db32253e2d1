"""Taking turns: an activity is for a room, so whoever was called lately stands behind those who were not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import moment_of
from kopukm_core.scheduling.activities.choices import (
    ActivityKind,
    ActivityState,
    RegistrationState,
    TargetState,
)
from kopukm_core.values import short_date

ON_THE_LIST = (TargetState.PROPOSED, TargetState.INVITED, TargetState.DECLINED)
"""States of a target that was not taken off the list."""
_CALLED = (TargetState.INVITED, TargetState.DECLINED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may be proposed: the audience it comes from, why it belongs, when it was called before."""

    party_id: int
    audience: str
    reason: str
    called_at: datetime | None = None

    def is_resting(self, moment: datetime, rest_days: int) -> bool:
        """Whether it was called within so many days."""
        return self.called_at is not None and self.called_at > moment - timedelta(days=rest_days)

    def turn(self, zone: ZoneInfo) -> str:
        """Why it stands where it stands, for officers: when it was called before."""
        if self.called_at is None:
            return "belum pernah diundang"
        return f"terakhir diundang {short_date(self.called_at.astimezone(zone).date())}"


async def last_called(programme: str, kinds: Collection[ActivityKind]) -> Mapping[int, datetime]:
    """When each party was last invited to an activity of the programme and these kinds, or was there; one statement.

    Whoever stands on the list of one that is still to come counts as called when it was put there. Cancelled
    activities count for nothing; merged parties count as what they were merged into.
    """
    given = Parameters(dialect())
    of_programme = (
        f"a.programme = {given.add(programme)} AND a.kind IN ({given.add_all([one.value for one in kinds])})"
        f" AND a.state <> {given.add(ActivityState.CANCELLED.value)}"
    )
    found = await rows(
        "SELECT COALESCE(p.merged_into_id, p.id) AS party_id, MAX(x.called_at) AS called_at FROM ("
        "SELECT t.party_id, t.invited_at AS called_at FROM activity_target t JOIN activity a ON a.id = t.activity_id"
        f" WHERE {of_programme} AND t.state IN ({given.add_all([one.value for one in _CALLED])})"
        " AND t.invited_at IS NOT NULL"
        " UNION ALL SELECT t.party_id, t.proposed_at FROM activity_target t JOIN activity a ON a.id = t.activity_id"
        f" WHERE {of_programme} AND t.state = {given.add(TargetState.PROPOSED.value)}"
        f" AND a.ends_at > {given.add(clock.now())}"
        " UNION ALL SELECT r.party_id, a.starts_at FROM registration r JOIN activity a ON a.id = r.activity_id"
        f" WHERE {of_programme} AND r.state = {given.add(RegistrationState.ATTENDED.value)}"
        ") x JOIN party p ON p.id = x.party_id GROUP BY COALESCE(p.merged_into_id, p.id)",
        given,
    )
    return {int(row["party_id"]): moment_of(row["called_at"]) for row in found}


async def on_lists_of_cycle(cycle_id: int, kinds: Collection[ActivityKind], besides: int = 0) -> list[int]:
    """The parties on the list of another activity of the cycle of these kinds, not cancelled: proposed or invited."""
    return await _listed(cycle_id, kinds, besides, ON_THE_LIST)


async def invited_in_cycle(cycle_id: int, kinds: Collection[ActivityKind], besides: int = 0) -> list[int]:
    """Those of them that were invited: one cycle invites each once."""
    return await _listed(cycle_id, kinds, besides, _CALLED)


async def _listed(
    cycle_id: int, kinds: Collection[ActivityKind], besides: int, states: Collection[TargetState]
) -> list[int]:
    given = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT COALESCE(p.merged_into_id, p.id) AS party_id FROM activity_target t"
        " JOIN activity a ON a.id = t.activity_id JOIN party p ON p.id = t.party_id"
        f" WHERE a.cycle_id = {given.add(cycle_id)} AND a.id <> {given.add(besides)}"
        f" AND a.kind IN ({given.add_all([one.value for one in kinds])})"
        f" AND a.state <> {given.add(ActivityState.CANCELLED.value)}"
        f" AND t.state IN ({given.add_all([one.value for one in states])}) ORDER BY 1",
        given,
    )
    return [int(row["party_id"]) for row in found]


def rested_first(candidates: Iterable[Candidate], rest_days: int) -> list[Candidate]:
    """Those who rest stand behind the others, the longest rested first; otherwise the order stays."""
    moment = clock.now()
    free: list[Candidate] = []
    resting: list[Candidate] = []
    for one in candidates:
        (resting if one.is_resting(moment, rest_days) else free).append(one)
    return [*free, *sorted(resting, key=lambda one: one.called_at or moment)]
