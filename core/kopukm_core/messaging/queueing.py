"""Putting messages into the queue, in the transaction of the change that they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kopukm_core.db import copy_rows
from kopukm_core.errors import NotFoundError
from kopukm_core.files import keep_files
from kopukm_core.messaging.addressing import Addressed, addressed
from kopukm_core.messaging.composing import COLUMNS, Sending, sending_of
from kopukm_core.messaging.kinds import MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.repeating import keys_in_use, told_before
from kopukm_core.messaging.template import MessageValue


@dataclass(frozen=True, slots=True)
class QueuedMessages:
    """What became of messages to many: how many wait to be sent, and how many have nowhere to go, and why."""

    queued: int = 0
    unreachable: int = 0
    opted_out: int = 0
    no_consent: int = 0
    too_long: int = 0
    """For the channel that would carry them."""
    repeated: int = 0
    """Queued before under the same key: not queued again."""


@dataclass(frozen=True, slots=True)
class MessageTo:
    """One message of several: to which party, with which values, key and attachments of its own."""

    party_id: int
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    deduplicate: str = ""
    attachments: Sequence[int | str] = ()


async def send_message(
    to: int,
    template: str,
    values: Mapping[str, MessageValue],
    *,
    about: str = "",
    deduplicate: str = "",
    send_at: datetime | None = None,
    purpose: MessagePurpose | None = None,
    attachments: Sequence[int | str] = (),
    priority: MessagePriority = MessagePriority.NORMAL,
    useless_from: datetime | None = None,
) -> int | None:
    """Queue a message to the party `to`, in the current transaction; its number, None where nothing reaches it.

    What reaches nobody is recorded all the same, with the reason. `about` names the record that it is about
    ("core.CycleStep:12"); of the same `deduplicate` key one message exists; `send_at` delays it; `purpose` is the
    template's unless told; `attachments` are keys of stored files, or what an AttachmentMaker makes at sending. From
    `useless_from` on it is not sent any more.
    Raises ConfigurationError for a template or values that do not fit, NotFoundError for no such party,
    OutsideTransactionError.
    """
    sending = await sending_of(
        template, about=about, send_at=send_at, purpose=purpose, priority=priority, useless_from=useless_from
    )
    sending.check(values)
    await _keep(attachments)
    if deduplicate:
        known = await OutboundMessage.filter(deduplication_key=deduplicate).values("id", "attempts", "status")
        if known:
            return None if _went_nowhere(known[0]) else int(known[0]["id"])
    place = (await addressed(sending.messaging, [to], sending.purpose, priority)).get(to)
    if place is None:
        raise NotFoundError(f"Pihak {to} tidak ada.", remedy="Cari lagi menurut namanya.")
    place, row = sending.row(place, values, deduplicate or None, attachments)
    stored = await OutboundMessage.create(**dict(zip(COLUMNS, row, strict=True)))
    await sending.wake({place.channel} if place.fault is None else ())
    return stored.id if place.fault is None else None


async def send_messages(
    to: Iterable[int],
    template: str,
    values: Mapping[str, MessageValue],
    *,
    each: Mapping[int, Mapping[str, MessageValue]] | None = None,
    about: str = "",
    deduplicate: str = "",
    send_at: datetime | None = None,
    purpose: MessagePurpose | None = None,
    attachments: Sequence[int | str] = (),
    priority: MessagePriority = MessagePriority.BULK,
    useless_from: datetime | None = None,
) -> QueuedMessages:
    """The same for many parties at once: a handful of statements for every 2,000 of them.

    `each` holds values by party, beside those that all share. The deduplication key of each message is
    `deduplicate:PARTY`; a party that was merged with another counts as one with it, also where the other was told
    before. Parties that do not exist are passed over.
    """
    sending = await sending_of(
        template, about=about, send_at=send_at, purpose=purpose, priority=priority, useless_from=useless_from
    )
    await _keep(attachments)
    keys = list(dict.fromkeys(to))
    known = await told_before(keys, deduplicate) if deduplicate else set()
    places = await addressed(
        sending.messaging, [key for key in keys if key not in known], sending.purpose, priority
    )
    first = {place.party_id: key for key, place in reversed(list(places.items()))}
    asked = [
        MessageTo(
            key, {**values, **(each or {}).get(key, {})}, deduplicate and f"{deduplicate}:{key}", attachments
        )
        for key, place in places.items()
        if first[place.party_id] == key
    ]
    return await _queue(sending, asked, places, len(known))


async def send_each(
    messages: Sequence[MessageTo],
    template: str,
    *,
    about: str = "",
    send_at: datetime | None = None,
    purpose: MessagePurpose | None = None,
    priority: MessagePriority = MessagePriority.BULK,
    useless_from: datetime | None = None,
) -> QueuedMessages:
    """Messages that differ in more than their words, several to one party among them, with as few statements."""
    sending = await sending_of(
        template, about=about, send_at=send_at, purpose=purpose, priority=priority, useless_from=useless_from
    )
    await _keep([each for one in messages for each in one.attachments])
    known = await keys_in_use([one.deduplicate for one in messages if one.deduplicate])
    fresh = [one for one in messages if one.deduplicate not in known]
    places = await addressed(sending.messaging, [one.party_id for one in fresh], sending.purpose, priority)
    return await _queue(
        sending, [one for one in fresh if one.party_id in places], places, len(messages) - len(fresh)
    )


async def _queue(
    sending: Sending, messages: Sequence[MessageTo], places: Mapping[int, Addressed], repeated: int
) -> QueuedMessages:
    """Store the messages, each to its party's place, and have their channels carried."""
    written, rows = [], []
    for one in messages:
        sending.check(one.values)
        place, row = sending.row(places[one.party_id], one.values, one.deduplicate or None, one.attachments)
        written.append(place)
        rows.append(row)
    await copy_rows(OutboundMessage, COLUMNS, rows)
    await sending.wake({place.channel for place in written if place.fault is None})
    faults = [place.fault for place in written]
    return QueuedMessages(
        queued=faults.count(None),
        unreachable=faults.count(MessageFault.UNREACHABLE),
        opted_out=faults.count(MessageFault.OPTED_OUT),
        no_consent=faults.count(MessageFault.NO_CONSENT),
        too_long=faults.count(MessageFault.PERMANENT),
        repeated=repeated,
    )


async def _keep(attachments: Sequence[int | str]) -> None:
    """Note that messages refer to the stored files among these."""
    stored = [one for one in attachments if isinstance(one, int)]
    if stored:
        await keep_files(stored)


def _went_nowhere(row: Mapping[str, Any]) -> bool:
    return row["attempts"] == 0 and row["status"] in (MessageStatus.CANCELLED, MessageStatus.FAILED)
