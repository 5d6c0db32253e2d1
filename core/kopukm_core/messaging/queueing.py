"""Putting messages into the queue, in the transaction of the change that they tell of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from kopukm_core import clock
from kopukm_core.db import copy_rows, in_open_transaction
from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.files import keep_files
from kopukm_core.jobs import enqueue
from kopukm_core.jobs.errors import OutsideTransactionError
from kopukm_core.messaging.addressing import Addressed, addressed
from kopukm_core.messaging.attaching import written_attachments
from kopukm_core.messaging.kinds import MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.messaging.models import PRIORITIES, OutboundMessage
from kopukm_core.messaging.office import office_values
from kopukm_core.messaging.registry import Messaging, messaging_in_use
from kopukm_core.messaging.template import MessageTemplate, MessageValue, Wording
from kopukm_core.messaging.wordings import wording_of
from kopukm_core.privacy import PersonalText

CARRY = "core.carry_messages"
"""The task that sends what waits for one channel."""
REFUSED = {MessageFault.OPTED_OUT, MessageFault.NO_CONSENT}
_COLUMNS = (
    "party_id", "contact_point_id", "channel", "template", "template_version", "subject", "text", "purpose",
    "priority", "about", "attachments", "deduplication_key", "message_key", "status", "attempts",
    "next_attempt_at", "fault", "error", "created_at", "ended_at", "useless_from",
)  # fmt: skip


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
    letter = await _letter(
        template, about=about, send_at=send_at, purpose=purpose, attachments=attachments, priority=priority,
        useless_from=useless_from,
    )  # fmt: skip
    letter.template.check_values({**values, **letter.office})
    if deduplicate:
        known = await OutboundMessage.filter(deduplication_key=deduplicate).values("id", "attempts", "status")
        if known:
            return None if _went_nowhere(known[0]) else int(known[0]["id"])
    place = (await addressed(letter.messaging, [to], letter.purpose, priority)).get(to)
    if place is None:
        raise NotFoundError(f"Pihak {to} tidak ada.", remedy="Cari lagi menurut namanya.")
    place, row = letter.row(place, values, deduplicate or None)
    stored = await OutboundMessage.create(**dict(zip(_COLUMNS, row, strict=True)))
    await letter.wake({place.channel} if place.fault is None else ())
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
    `deduplicate:PARTY`. Parties that do not exist are passed over.
    """
    letter = await _letter(
        template, about=about, send_at=send_at, purpose=purpose, attachments=attachments, priority=priority,
        useless_from=useless_from,
    )  # fmt: skip
    keys = list(dict.fromkeys(to))
    known = await keys_in_use([f"{deduplicate}:{key}" for key in keys]) if deduplicate else set()
    fresh = [key for key in keys if f"{deduplicate}:{key}" not in known]
    places = await addressed(letter.messaging, fresh, letter.purpose, priority)
    written: dict[int, Addressed] = {}
    rows = []
    for key, place in places.items():
        if place.party_id in written:
            continue
        own = {**values, **(each or {}).get(key, {})}
        letter.template.check_values({**own, **letter.office})
        written[place.party_id], row = letter.row(place, own, f"{deduplicate}:{key}" if deduplicate else None)
        rows.append(row)
    await copy_rows(OutboundMessage, _COLUMNS, rows)
    faults = [place.fault for place in written.values()]
    await letter.wake({place.channel for place in written.values() if place.fault is None})
    return QueuedMessages(
        queued=faults.count(None),
        unreachable=faults.count(MessageFault.UNREACHABLE),
        opted_out=faults.count(MessageFault.OPTED_OUT),
        no_consent=faults.count(MessageFault.NO_CONSENT),
        too_long=faults.count(MessageFault.PERMANENT),
        repeated=len(keys) - len(fresh),
    )


@dataclass(frozen=True, slots=True)
class _Letter:
    """What messages of one sending have in common."""

    messaging: Messaging
    template: MessageTemplate
    wording: Wording
    about: str
    send_at: datetime | None
    purpose: MessagePurpose
    attachments: str
    priority: MessagePriority
    useless_from: datetime | None
    office: Mapping[str, str]
    """What is said of the office where the words ask for it."""

    def row(
        self, place: Addressed, values: Mapping[str, MessageValue], key: str | None
    ) -> tuple[Addressed, tuple[Any, ...]]:
        """The message as its table keeps it, and its place: none for a text that the channel cannot hold."""
        now, error = clock.now(), ""
        subject, text = self.wording.rendered({**values, **self.office}, self.messaging.context())
        if place.fault is None and len(text) > (longest := self._longest(place.channel)):
            place = replace(place, fault=MessageFault.PERMANENT)
            error = f"teks {len(text)} huruf, kanal ini paling banyak {longest}"
        status = MessageStatus.QUEUED
        if place.fault is not None:
            status = MessageStatus.CANCELLED if place.fault in REFUSED else MessageStatus.FAILED
        return place, (
            place.party_id, place.contact_point_id, place.channel, self.template.name, self.wording.version,
            PersonalText(subject), PersonalText(text), self.purpose, PRIORITIES[self.priority], self.about,
            self.attachments, key, uuid4().hex, status, 0, self.send_at or now, place.fault, error, now,
            None if place.fault is None else now, self.useless_from,
        )  # fmt: skip

    def _longest(self, channel: str) -> int:
        return self.messaging.channel(channel).capabilities.maximum_length

    async def wake(self, channels: Collection[str]) -> None:
        """Have each channel carried; what is to go later is found by the schedule when its time has come."""
        if self.send_at is not None and self.send_at > clock.now():
            return
        for name in sorted(channels):
            if not self.messaging.channel(name).is_carried_outside:
                await enqueue(CARRY, {"channel": name}, unique_key=f"{CARRY} {name}")


async def _letter(
    name: str,
    *,
    about: str,
    send_at: datetime | None,
    purpose: MessagePurpose | None,
    attachments: Sequence[int | str],
    priority: MessagePriority,
    useless_from: datetime | None,
) -> _Letter:
    if not in_open_transaction():
        raise OutsideTransactionError(
            f"Pesan {name} didaftarkan di luar transaksi.",
            remedy="Panggil di dalam `async with transaction()` yang menyimpan perubahannya.",
        )
    messaging = messaging_in_use()
    template = messaging.templates.get(name)
    if template is None:
        known = ", ".join(sorted(messaging.templates)) or "(belum ada)"
        raise ConfigurationError(f"Tidak ada pesan bernama {name!r}.", remedy=f"Pesan yang ada: {known}.")
    stored = [one for one in attachments if isinstance(one, int)]
    if stored:
        await keep_files(stored)
    return _Letter(
        messaging,
        template,
        await wording_of(template),
        about,
        send_at,
        purpose or template.purpose,
        written_attachments(attachments),
        priority,
        useless_from,
        await office_values(template, messaging.context().today),
    )


async def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Which of these deduplication keys a message bears already; one statement for every 2,000."""
    found: set[str] = set()
    for first in range(0, len(keys), 2_000):
        some = keys[first : first + 2_000]
        held = await OutboundMessage.filter(deduplication_key__in=some).values_list(
            "deduplication_key", flat=True
        )
        found.update(str(one) for one in held)
    return found


def _went_nowhere(row: Mapping[str, Any]) -> bool:
    return row["attempts"] == 0 and row["status"] in (MessageStatus.CANCELLED, MessageStatus.FAILED)
