"""What people are told of activities, by messages, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kopukm_core.jobs import enqueue
from kopukm_core.messaging import MessageValue, send_message, send_messages
from kopukm_core.scheduling.activities.choices import COMING, RegistrationState, TargetState
from kopukm_core.scheduling.activities.message_templates import (
    CANCELLED,
    DROPPED,
    MOVED,
    OFFER,
    REMINDER,
    WAITLISTED,
)
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import ActivityTarget, Registration

CONFIRM = "core.confirm_registration"
"""The task that makes the QR and the calendar file, and sends them."""


async def tell_registered(activity: Activity, registration: Registration) -> None:
    """Confirm a place, or a place on the waitlist."""
    if registration.state is RegistrationState.CONFIRMED:
        key = f"{CONFIRM} {registration.id}"
        await enqueue(CONFIRM, {"registration_id": registration.id}, unique_key=key)
        return
    await send_message(
        registration.party_id,
        WAITLISTED.name,
        {**await facts(activity), **person(registration), "answer_code": registration.answer_code},
        about=about(activity),
        deduplicate=f"registration:{registration.id}:waitlisted",
    )


async def tell_offer(activity: Activity, registration: Registration) -> None:
    """Tell who waited that a seat is theirs until the offer ends."""
    until = registration.offer_expires_at or activity.starts_at
    await send_message(
        registration.party_id,
        OFFER.name,
        {
            **await facts(activity),
            **person(registration),
            "answer_code": registration.answer_code,
            "until": until,
        },
        about=about(activity),
        deduplicate=f"registration:{registration.id}:offered",
    )


async def tell_cancelled(activity: Activity, parties: Iterable[int]) -> int:
    """Tell these parties, and those who were invited, that it does not take place; how many are told."""
    invited = await numbers_of(
        ActivityTarget.filter(activity_id=activity.id, state=TargetState.INVITED), "party_id"
    )
    sent = await send_messages(
        [*parties, *invited],
        CANCELLED.name,
        {
            "kind": activity.kind.label,
            "title": activity.title,
            "starts_at": activity.starts_at,
            "reason": activity.cancelled_reason,
        },
        about=about(activity),
        deduplicate=f"activity:{activity.id}:cancelled",
    )
    return sent.queued


async def tell_moved(activity: Activity, session: ActivitySession) -> None:
    """Tell who comes that a session has another time or place, or is dropped."""
    values: dict[str, MessageValue] = {
        "kind": activity.kind.label,
        "title": activity.title,
        "starts_at": session.starts_at,
    }
    template = DROPPED
    if session.dropped_at is None:
        template = MOVED
        values |= {"where": where(session), "session": session.title or "sesinya"}
    await send_messages(
        await coming(activity.id),
        template.name,
        values,
        about=about(activity),
        deduplicate=f"session:{session.id}:{session.sequence}",
    )


async def remind(activity: Activity, session: ActivitySession, when: str, key: str) -> int:
    """Remind who has a place of a session; how many parties are written to."""
    confirmed = await numbers_of(
        Registration.filter(activity_id=activity.id, state=RegistrationState.CONFIRMED), "party_id"
    )
    values: dict[str, MessageValue] = {
        "kind": activity.kind.label,
        "title": activity.title,
        "starts_at": session.starts_at,
        "where": where(session, with_link=True),
        "when": when,
    }
    sent = await send_messages(
        confirmed,
        REMINDER.name,
        values,
        about=about(activity),
        deduplicate=f"session:{session.id}:{session.sequence}:{key}",
    )
    return sent.queued


async def coming(activity_id: int) -> list[int]:
    """The parties of who has a place, was offered one or waits."""
    found = Registration.filter(activity_id=activity_id, state__in=list(COMING))
    return await numbers_of(found.distinct(), "party_id")


async def facts(activity: Activity, *, with_link: bool = False) -> Mapping[str, MessageValue]:
    """Kind, title, beginning and place, as every message about an activity tells them."""
    first = (
        await ActivitySession.filter(activity_id=activity.id, dropped_at=None)
        .order_by("starts_at", "id")
        .first()
    )
    return {
        "kind": activity.kind.label,
        "title": activity.title,
        "starts_at": activity.starts_at,
        "where": "" if first is None else where(first, with_link=with_link),
    }


def person(registration: Registration) -> Mapping[str, MessageValue]:
    """Who comes, by the name in full: the message is sealed, and goes to the person's own party."""
    return {"person": registration.person_name.whole()}


def where(session: ActivitySession, *, with_link: bool = False) -> str:
    """The place; with the link for those who have a seat, since a link lets anybody in."""
    online = session.link if with_link else ("daring" if session.link else "")
    return ", ".join(part for part in (session.place, online) if part) or "tempat menyusul"


def about(activity: Activity) -> str:
    """How a message names the activity."""
    return f"core.Activity:{activity.id}"
