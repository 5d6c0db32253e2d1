"""What people are told of activities, by messages, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kopukm_core.messaging import MessagePriority, MessageValue, call_back, send_message, send_messages
from kopukm_core.papers.issuing import shown_code
from kopukm_core.scheduling.activities.answering import answer_values
from kopukm_core.scheduling.activities.attachments import ACTIVITY_CALENDAR, CHECK_IN_QR
from kopukm_core.scheduling.activities.choices import TAKING_PART, RegistrationState, TargetState
from kopukm_core.scheduling.activities.creating import MODES
from kopukm_core.scheduling.activities.message_templates import (
    CANCELLED,
    CONFIRMATION,
    DROPPED,
    INVITATION,
    LEFT,
    MOVED,
    OFFER,
    REMINDER,
    WAITLISTED,
)
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import ActivityTarget, Registration
from kopukm_core.scheduling.activities.seats import hold_seats


async def tell_registered(activity: Activity, registration: Registration) -> None:
    """Confirm a place, with the code to check in by, or a place on the waitlist."""
    calendar = ACTIVITY_CALENDAR.of(activity.id)
    if registration.state is RegistrationState.CONFIRMED:
        await send_message(
            registration.party_id,
            CONFIRMATION.name,
            {
                **await facts(activity, with_link=True),
                **person(registration),
                **answer_values(registration.answer_code),
                "check_in_code": shown_code(registration.check_in_code),
            },
            about=about(activity),
            deduplicate=f"registration:{registration.id}:confirmed",
            attachments=[calendar, CHECK_IN_QR.of(registration.id)],
        )
        return
    await send_message(
        registration.party_id,
        WAITLISTED.name,
        {**await facts(activity), **person(registration), **answer_values(registration.answer_code)},
        about=about(activity),
        deduplicate=f"registration:{registration.id}:waitlisted",
        attachments=[calendar],
    )


async def tell_left(activity: Activity, registration: Registration, reason: str) -> None:
    """Tell that the place is no longer theirs; a reminder that still waits is called back."""
    if not await Registration.exists(
        activity_id=activity.id, party_id=registration.party_id, state=RegistrationState.CONFIRMED
    ):
        await call_back(about(activity), REMINDER.name, party_ids=[registration.party_id])
    await send_message(
        registration.party_id,
        LEFT.name,
        {**what(activity), **person(registration), "reason": reason},
        about=about(activity),
        deduplicate=f"registration:{registration.id}:left",
        attachments=[ACTIVITY_CALENDAR.of(activity.id)],
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
            **answer_values(registration.answer_code),
            "until": until,
        },
        about=about(activity),
        deduplicate=f"registration:{registration.id}:offered",
        attachments=[ACTIVITY_CALENDAR.of(activity.id)],
        useless_from=until,
    )


async def tell_cancelled(activity: Activity, parties: Iterable[int]) -> int:
    """Tell these parties, and those who were invited, that it does not take place; how many are told."""
    await call_back(about(activity), REMINDER.name)
    await call_back(about(activity), INVITATION.name)
    sent = await send_messages(
        [*parties, *await invited(activity.id)],
        CANCELLED.name,
        {**what(activity), "reason": activity.cancelled_reason},
        about=about(activity),
        deduplicate=f"activity:{activity.id}:cancelled",
        attachments=[ACTIVITY_CALENDAR.of(activity.id)],
    )
    return sent.queued


async def tell_moved(activity: Activity, session: ActivitySession) -> None:
    """Tell who comes or was invited that a session has another time or place, or is dropped."""
    await call_back(about(activity), REMINDER.name)
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
        [*await coming(activity.id), *await invited(activity.id)],
        template.name,
        values,
        about=about(activity),
        deduplicate=f"session:{session.id}:{session.sequence}",
        attachments=[ACTIVITY_CALENDAR.of(activity.id)],
    )


async def remind(activity: Activity, session: ActivitySession, when: str, key: str) -> int:
    """Remind who has a place of a session; how many parties are written to.

    The seats are held, so that whoever leaves at this moment either has left or calls the reminder back. It does not
    rest in quiet hours, and is not sent any more once the session has begun.
    """
    for mode in MODES[activity.mode]:
        await hold_seats(activity.id, mode)
    placed = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
    seated = Registration.filter(activity_id=activity.id, state__in=list(placed))
    values: dict[str, MessageValue] = {
        "kind": activity.kind.label,
        "title": activity.title,
        "starts_at": session.starts_at,
        "where": where(session, with_link=True),
        "when": when,
    }
    sent = await send_messages(
        await numbers_of(seated, "party_id"),
        REMINDER.name,
        values,
        about=about(activity),
        deduplicate=f"session:{session.id}:{session.sequence}:{key}",
        priority=MessagePriority.NORMAL if key == "hour" else MessagePriority.BULK,
        useless_from=session.starts_at,
    )
    return sent.queued


async def coming(activity_id: int) -> list[int]:
    """The parties of who has a place, was offered one or waits, those among them who came to a session already."""
    found = Registration.filter(activity_id=activity_id, state__in=list(TAKING_PART))
    return await numbers_of(found.distinct(), "party_id")


async def invited(activity_id: int) -> list[int]:
    """The parties that were invited and have not declined."""
    found = ActivityTarget.filter(activity_id=activity_id, state=TargetState.INVITED)
    return await numbers_of(found, "party_id")


def what(activity: Activity) -> Mapping[str, MessageValue]:
    """Kind, title and beginning."""
    return {"kind": activity.kind.label, "title": activity.title, "starts_at": activity.starts_at}


async def facts(activity: Activity, *, with_link: bool = False) -> Mapping[str, MessageValue]:
    """Kind, title, beginning and place, as every message about an activity tells them."""
    first = (
        await ActivitySession.filter(activity_id=activity.id, dropped_at=None)
        .order_by("starts_at", "id")
        .first()
    )
    return {
        **what(activity),
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
