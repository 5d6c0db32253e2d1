"""What became of an attempt: sent, to be tried again, or ended; one short transaction's worth each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.events import Event, publish
from kopukm_core.messaging.addressing import Addressed, addressed
from kopukm_core.messaging.kinds import MessageFault, MessageStatus
from kopukm_core.messaging.models import PRIORITY_WORDS, MessageChannel, OutboundMessage
from kopukm_core.messaging.readdressing import settle
from kopukm_core.messaging.registry import Messaging
from kopukm_core.messaging.status import store_report
from kopukm_core.metrics import counter
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.parties.models import ContactPoint, Party

TOPIC = "core.message_changed"
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=2)
_CONFIGURATION_PAUSE = timedelta(minutes=5)
_TEMPORARY = (MessageFault.RETRYABLE, MessageFault.THROTTLED, MessageFault.CONFIGURATION)

MESSAGES = counter(
    "kopukm_messages", "Pesan keluar yang dicatat hasilnya oleh proses ini.", ("channel", "outcome")
)
"""`outcome` is sent, delivered, read, failed, or the word of a fault that passes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed; `retry_after` where the other side named a time."""

    fault: MessageFault
    text: str = ""
    retry_after: timedelta | None = None


async def record_arrival(
    message_id: int, status: MessageStatus, *, provider_message_id: str = "", at: datetime | None = None
) -> None:
    """Note in the current transaction that the message was sent, delivered or read."""
    await store_report(message_id, status, at or clock.now(), provider_message_id=provider_message_id)
    await _tell(message_id, str(status.value))


async def record_failure(
    messaging: Messaging, message_id: int, failure: Failure, *, lease: str | None = None
) -> None:
    """Note in the current transaction that an attempt failed, and what follows from it.

    What passes is tried again after a pause that grows, as often and as long as the channel tries; told again while
    the message waits for that, it changes nothing. A contact point that was stopped is not used again, and the message
    goes another way where there is one. With a `lease`, only while it still holds.
    """
    message = await OutboundMessage.get_or_none(id=message_id)
    if message is None or (lease is not None and message.lease != lease):
        return
    waiting = message.status in (MessageStatus.SENDING, MessageStatus.QUEUED)
    if failure.fault is MessageFault.CONTACT_STOPPED and await _elsewhere(messaging, message, waiting):
        await _tell(message_id, failure.fault.value)
        return
    if waiting and failure.fault in _TEMPORARY:
        if message.status is MessageStatus.QUEUED:
            return
        if await _again(message, failure):
            await _tell(message_id, failure.fault.value)
            return
    await store_report(message_id, MessageStatus.FAILED, clock.now(), fault=failure.fault, error=failure.text)
    await _tell(message_id, "failed")


async def _again(message: OutboundMessage, failure: Failure) -> bool:
    """Put the message back into the queue; False where its channel has tried it as often, or as long, as it does."""
    channel, now = await MessageChannel.get(name=message.channel), clock.now()
    counted = failure.fault is MessageFault.RETRYABLE
    attempts = message.attempts if counted else max(message.attempts - 1, 0)
    next_attempt_at = now + _pause(attempts, failure)
    if counted and attempts >= channel.most_attempts:
        return False
    if next_attempt_at >= message.due_at + timedelta(hours=channel.give_up_hours):
        return False
    # A report of what became of it that came at the same moment stands.
    held = OutboundMessage.filter(id=message.id, status=MessageStatus.SENDING, lease=message.lease)
    await held.update(
        status=MessageStatus.QUEUED,
        lease=None,
        lease_until=None,
        attempts=attempts,
        next_attempt_at=next_attempt_at,
        fault=failure.fault,
        error=failure.text[:300],
    )
    return True


async def release(keys: Sequence[int], lease: str, pause: timedelta, text: str) -> None:
    """Give back what was taken and not tried: the attempt is not counted."""
    parameters = Parameters(dialect())
    await execute(
        "UPDATE outbound_message SET status = 'queued', lease = NULL, lease_until = NULL, attempts = attempts - 1,"
        f" next_attempt_at = {parameters.add(clock.now() + pause)}, error = {parameters.add(text[:300])}"
        f" WHERE lease = {parameters.add(lease)} AND id IN ({parameters.add_all(keys)})",
        parameters,
    )


def _pause(attempts: int, failure: Failure) -> timedelta:
    if failure.retry_after is not None:
        return failure.retry_after
    if failure.fault is MessageFault.CONFIGURATION:
        return _CONFIGURATION_PAUSE
    return min(_FIRST_PAUSE * (1 << max(attempts - 1, 0)), _LONGEST_PAUSE)


async def stop_address(contact_point_id: int | None) -> None:
    """Stop the address of the contact point, which does not exist, at whichever party it stands."""
    point = await ContactPoint.get_or_none(id=contact_point_id)
    if point is not None:
        same = ContactPoint.filter(kind=point.kind, value_hash=point.value_hash, stopped_at=None)
        await same.update(stopped_at=clock.now(), stopped_because=ContactStop.BOUNCED)


async def _elsewhere(messaging: Messaging, message: OutboundMessage, waiting: bool) -> bool:
    """Stop the address; whether the message waits for another way now."""
    await stop_address(message.contact_point_id)
    if not waiting:
        return False
    priority = PRIORITY_WORDS[message.priority]
    places = await addressed(messaging, [message.party_id], message.purpose, priority)
    place = places.get(message.party_id)
    if place is None or place.fault is not None:
        return False
    before = Addressed(message.party_id, message.channel, message.contact_point_id)
    await settle(messaging, message.id, place, before)
    await OutboundMessage.filter(
        id=message.id, status__in=[MessageStatus.SENDING, MessageStatus.QUEUED]
    ).update(
        status=MessageStatus.QUEUED, attempts=0, lease=None, lease_until=None, next_attempt_at=clock.now()
    )
    return True


async def _tell(message_id: int, outcome: str) -> None:
    found = await OutboundMessage.filter(id=message_id).values("channel", "party_id")
    if not found:
        return
    MESSAGES.labels(found[0]["channel"], outcome).inc()
    place = await Party.filter(id=found[0]["party_id"]).values_list("region_id", flat=True)
    region = str(place[0]) if place and place[0] else None
    await publish(Event(TOPIC, {"message_id": message_id, "region_code": region}))
