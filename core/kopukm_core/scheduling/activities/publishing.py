"""Spreading the word of an activity: those whom it is for are told that they may register."""

from __future__ import annotations

import json

from kopukm_core.audiences import audience_members
from kopukm_core.commands import CommandContext
from kopukm_core.messaging import send_messages
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.activities.attachments import ACTIVITY_CALENDAR
from kopukm_core.scheduling.activities.choices import LIVING
from kopukm_core.scheduling.activities.message_templates import ANNOUNCEMENT
from kopukm_core.scheduling.activities.models import Activity, ActivityRule
from kopukm_core.scheduling.activities.notices import about, facts, invited
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import Registration

_AT_ONCE = 1_000


async def concerned(context: CommandContext, activity: Activity, region: str) -> list[int]:
    """Whom it is for and who was not invited and is not registered, as far as the actor may see them."""
    given = json.loads(activity.audience_parameters)
    found = await audience_members(context.platform, context.actor, activity.audience, region, given)
    registered = Registration.filter(activity_id=activity.id, state__in=list(LIVING)).distinct()
    known = {*await invited(activity.id), *await numbers_of(registered, "party_id")}
    return [one.party_id for one in found if one.party_id not in known]


async def tell_published(context: CommandContext, activity: Activity, parties: list[int]) -> int:
    """Tell these parties, each once however often it is asked; how many are told now."""
    rule = await ActivityRule.get(id=activity.rule_id)
    until = activity.registration_closes_at or activity.starts_at
    values = {
        **await facts(activity),
        "audience": context.platform.audiences[activity.audience].title,
        "persons": rule.persons_per_party,
        "until": until,
    }
    told = 0
    for first in range(0, len(parties), _AT_ONCE):
        some = parties[first : first + _AT_ONCE]
        names = dict(await Party.filter(id__in=some).values_list("id", "name"))
        sent = await send_messages(
            some,
            ANNOUNCEMENT.name,
            values,
            each={one: {"party": str(names[one])} for one in some},
            about=about(activity),
            deduplicate=f"activity:{activity.id}:announcement",
            attachments=[ACTIVITY_CALENDAR.of(activity.id)],
            useless_from=until,
        )
        told += sent.queued
    return told
