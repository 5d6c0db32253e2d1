"""Activities as entries of calendars: for feeds, invitations and confirmations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from kopukm_core import clock
from kopukm_core.identity.actor import Actor
from kopukm_core.regions.subtree import in_subtree
from kopukm_core.scheduling.activities.choices import ActivityState, RegistrationState
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.standing import Standing, standings
from kopukm_core.scheduling.feeds import CalendarEntry, FeedSource
from kopukm_core.scheduling.feeds.entry import CalendarEntryStatus, entry_uid
from kopukm_core.scheduling.feeds.sources import Parameters
from kopukm_core.settings import load_settings

_KEPT = timedelta(days=90)
"""How long a past session stays in a feed."""
_MOST = 2_000


async def activity_entries(
    activities: Sequence[Activity],
    installation: str,
    *,
    with_link: bool,
    standings: Mapping[int, Standing] | None = None,
) -> list[CalendarEntry]:
    """An entry for each session of the activities, in one statement; a dropped or cancelled one says so.

    `installation` is the region code of the office, by which the entries' UIDs stay. `standings` tell by activity how
    those stand whose calendar it is; the link is then for who has a seat alone.
    """
    known = {activity.id: activity for activity in activities}
    told = standings or {}
    sessions = await ActivitySession.filter(
        activity_id__in=list(known), ends_at__gt=clock.now() - _KEPT
    ).order_by("starts_at", "id")
    entries = []
    for session in sessions:
        activity = known[session.activity_id]
        own = told.get(activity.id)
        status = CalendarEntryStatus.CONFIRMED if own is None else own.status
        if own is None and activity.state is ActivityState.DRAFT:
            status = CalendarEntryStatus.TENTATIVE
        if session.dropped_at is not None or activity.state is ActivityState.CANCELLED:
            status = CalendarEntryStatus.CANCELLED
        entries.append(
            CalendarEntry(
                uid=entry_uid("session", session.id, installation),
                sequence=session.sequence
                + (activity.state is ActivityState.CANCELLED)
                + (0 if own is None else own.steps),
                starts=session.starts_at,
                ends=session.ends_at,
                summary=": ".join(part for part in (activity.title, session.title) if part),
                description=activity.description,
                location=session.place,
                url=session.link if with_link and status is CalendarEntryStatus.CONFIRMED else "",
                status=status,
                changed_at=max(
                    session.changed_at,
                    own.changed_at if own is not None and own.changed_at else session.changed_at,
                ),
            )
        )
    return entries


async def _office(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
    """Activities of the office: those that were opened, and drafts where the actor reads them."""
    found = Activity.filter(ends_at__gt=clock.now() - _KEPT)
    if parameters.get("programme"):
        found = found.filter(programme=parameters["programme"])
    found = found.filter(in_subtree(parameters.get("region_code", "")))
    listed = await found.order_by("starts_at", "id").limit(_MOST)
    seen = [one for one in listed if one.is_public or actor.may(READ_ACTIVITIES, one.region_id)]
    own = {one.id for one in listed if actor.may(READ_ACTIVITIES, one.region_id)}
    public = [one for one in seen if one.id not in own]
    return [
        *await activity_entries(
            [one for one in seen if one.id in own], load_settings().region_code, with_link=True
        ),
        *await activity_entries(public, load_settings().region_code, with_link=False),
    ]


async def _own(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
    """Activities in which the actor's own parties have a place; tentative while they wait, cancelled once they left."""
    states = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
    waiting = (RegistrationState.OFFERED, RegistrationState.WAITLISTED)
    found = await (
        Registration.filter(
            party_id__in=sorted(actor.party_ids),
            state__in=[*states, *waiting, RegistrationState.CANCELLED],
            activity__ends_at__gt=clock.now() - _KEPT,
        )
        .order_by("id")
        .limit(_MOST)
        .values_list("activity_id", "state")
    )
    keys = sorted({int(key) for key, _ in found})
    return await activity_entries(
        await Activity.filter(id__in=keys),
        load_settings().region_code,
        with_link=True,
        standings=await standings(keys, actor.party_ids),
    )


ACTIVITY_FEEDS: tuple[FeedSource, ...] = (
    FeedSource(
        "core.activities",
        "Kegiatan dinas",
        _office,
        {"programme": "Nama program", "region_code": "Kode wilayah"},
    ),
    FeedSource("core.my_activities", "Kegiatan yang kami ikuti", _own),
)
