"""Targets: parties that an activity is meant for, found by an audience, and the invitations to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core import clock
from kopukm_core.audiences import audience_members
from kopukm_core.commands import CommandContext
from kopukm_core.db import copy_rows
from kopukm_core.jobs import enqueue
from kopukm_core.scheduling.activities.choices import TargetState
from kopukm_core.scheduling.activities.codes import new_code
from kopukm_core.scheduling.activities.models import Activity, ActivityRule
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.activities.rotating import (
    Candidate,
    invited_in_cycle,
    last_called,
    rested_first,
)

INVITE = "core.send_invitations"
"""The task that writes the invitations."""
_COLUMNS = (
    "activity_id", "party_id", "audience", "reason", "position", "turn", "state", "is_told", "is_reachable",
    "answer_code", "proposed_by", "proposed_at", "invited_at", "answered_at",
)  # fmt: skip
_AT_ONCE = 5_000
TWICE = "sudah diundang ke kegiatan sejenis dalam siklus ini"
"""Said of a proposal that another activity of the cycle has invited already."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many were proposed, and how many candidates there was no place for; of these, those who rest."""

    count: int
    left_over: int = 0
    resting: int = 0


async def propose_targets(
    context: CommandContext,
    activity: Activity,
    audience: str,
    region: str,
    parameters: Mapping[str, Any],
    at_most: int | None = None,
) -> Proposed:
    """Propose the members of the audience that the actor may see and that are no target yet, at most so many.

    Those who were called lately, by the activity's rule, stand behind the others. Those who were dropped or declined
    stay so: who was taken off the list by hand does not come back by itself.
    """
    found = await audience_members(context.platform, context.actor, audience, region, parameters)
    called = await last_called(activity.programme, [activity.kind])
    candidates = [Candidate(one.party_id, audience, one.reason, called.get(one.party_id)) for one in found]
    return await propose_candidates(context, activity, candidates, at_most)


async def propose_candidates(
    context: CommandContext, activity: Activity, candidates: Iterable[Candidate], at_most: int | None = None
) -> Proposed:
    """Propose the first of them, in their order but for those who rest; each keeps its place and why it has it."""
    known = set(await numbers_of(ActivityTarget.filter(activity_id=activity.id), "party_id"))
    rule = await ActivityRule.get(id=activity.rule_id)
    waiting = rested_first((one for one in candidates if one.party_id not in known), rule.rest_days)
    chosen = waiting[:at_most]
    moment, zone = clock.now(), context.settings.time_zone
    last = await ActivityTarget.filter(activity_id=activity.id).order_by("-position").first()
    begin = 1 + ((last and last.position) or 0)
    rows = [
        (
            activity.id, one.party_id, one.audience, one.reason[:500], begin + place, one.turn(zone)[:200],
            TargetState.PROPOSED, False, None, new_code(), context.actor.key, moment, None, None,
        )
        for place, one in enumerate(chosen)
    ]  # fmt: skip
    for first in range(0, len(rows), _AT_ONCE):
        await copy_rows(ActivityTarget, _COLUMNS, rows[first : first + _AT_ONCE])
    await context.audit("propose", activity, {"targets": (len(known), len(known) + len(chosen))})
    left = waiting[len(chosen) :]
    resting = sum(one.is_resting(moment, rule.rest_days) for one in left)
    return Proposed(len(chosen), len(left), resting)


async def add_target(
    context: CommandContext, activity: Activity, party_id: int, reason: str
) -> ActivityTarget:
    """Put one party on the list by hand; one that was dropped comes back."""
    target = await ActivityTarget.get_or_none(activity_id=activity.id, party_id=party_id)
    if target is None:
        target = await ActivityTarget.create(
            activity_id=activity.id,
            party_id=party_id,
            reason=reason,
            answer_code=new_code(),
            proposed_by=context.actor.key,
            proposed_at=clock.now(),
        )
    elif target.state in (TargetState.DROPPED, TargetState.DECLINED):
        target.state, target.reason = TargetState.PROPOSED, reason or target.reason
        await target.save(update_fields=["state", "reason"])
    await context.audit("propose", target)
    return target


async def drop_targets(context: CommandContext, activity: Activity, ids: Sequence[int]) -> int:
    """Take targets off the list that were not invited yet; how many."""
    dropped = await ActivityTarget.filter(
        activity_id=activity.id, id__in=list(ids), state=TargetState.PROPOSED
    ).update(state=TargetState.DROPPED)
    await context.audit("drop", activity, {"targets": (None, -dropped)})
    return dropped


async def invite_targets(context: CommandContext, activity: Activity) -> int:
    """Invite every proposed target: they count as invited now, and the messages follow by a job; how many.

    Whom another activity of this kind has on its list for the same cycle is not invited a second time.
    """
    if activity.cycle_id is not None:
        twice = await invited_in_cycle(activity.cycle_id, [activity.kind], besides=activity.id)
        for first in range(0, len(twice), _AT_ONCE):
            await ActivityTarget.filter(
                activity_id=activity.id,
                state=TargetState.PROPOSED,
                party_id__in=twice[first : first + _AT_ONCE],
            ).update(state=TargetState.DROPPED, turn=TWICE)
    invited = await ActivityTarget.filter(activity_id=activity.id, state=TargetState.PROPOSED).update(
        state=TargetState.INVITED, is_told=True, invited_at=clock.now()
    )
    if invited:
        await enqueue(
            INVITE,
            {"activity_id": activity.id},
            unique_key=f"{INVITE} {activity.id}",
            caused_by=context.record_id,
        )
    await context.audit("invite", activity, {"invited": (None, invited)})
    return invited


async def decline_invitation(context: CommandContext, target: ActivityTarget) -> None:
    """Note that the party will not come. Refuses where it was not invited."""
    moved = await ActivityTarget.filter(
        id=target.id, state__in=[TargetState.INVITED, TargetState.DECLINED]
    ).update(state=TargetState.DECLINED, answered_at=clock.now())
    if not moved:
        context.refuse("answer_code", "INVITATION_ENDED", "Undangan ini sudah tidak berlaku.")
    await context.audit("decline", target)
