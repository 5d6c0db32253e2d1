"""What the messages of one sending have in common, and the rows that they become."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from kopukm_core import clock
from kopukm_core.db import in_open_transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs.errors import OutsideTransactionError
from kopukm_core.messaging.addressing import Addressed
from kopukm_core.messaging.attaching import written_attachments
from kopukm_core.messaging.kinds import REFUSED, MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.messaging.models import PRIORITIES
from kopukm_core.messaging.office import office_values
from kopukm_core.messaging.registry import Messaging, messaging_in_use
from kopukm_core.messaging.template import MessageTemplate, MessageValue, Wording
from kopukm_core.messaging.waking import wake
from kopukm_core.messaging.wordings import wording_of
from kopukm_core.privacy import PersonalText

COLUMNS = (
    "party_id", "contact_point_id", "channel", "template", "template_version", "subject", "text", "purpose",
    "priority", "about", "attachments", "deduplication_key", "message_key", "status", "attempts", "due_at",
    "next_attempt_at", "fault", "error", "created_at", "ended_at", "useless_from",
)  # fmt: skip
"""Of `outbound_message`, as `Sending.row` fills them."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What messages of one sending have in common. `office` is said of the office where the words ask for it."""

    messaging: Messaging
    template: MessageTemplate
    wording: Wording
    office: Mapping[str, str]
    about: str
    send_at: datetime | None
    purpose: MessagePurpose
    priority: MessagePriority
    useless_from: datetime | None

    def check(self, values: Mapping[str, MessageValue]) -> None:
        """Raises ConfigurationError where the values do not fit the template."""
        self.template.check_values({**values, **self.office})

    def row(
        self,
        place: Addressed,
        values: Mapping[str, MessageValue],
        key: str | None,
        attachments: Sequence[int | str],
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
        due = self.send_at or now
        return place, (
            place.party_id, place.contact_point_id, place.channel, self.template.name, self.wording.version,
            PersonalText(subject), PersonalText(text), self.purpose, PRIORITIES[self.priority], self.about,
            written_attachments(attachments), key, uuid4().hex, status, 0, due, due, place.fault, error, now,
            None if place.fault is None else now, self.useless_from,
        )  # fmt: skip

    def _longest(self, channel: str) -> int:
        return self.messaging.channel(channel).capabilities.maximum_length

    async def wake(self, channels: Collection[str]) -> None:
        """Have each channel carried; what is to go later is found by the schedule when its time has come."""
        if self.send_at is None or self.send_at <= clock.now():
            await wake(self.messaging, channels)


async def sending_of(
    name: str,
    *,
    about: str,
    send_at: datetime | None,
    purpose: MessagePurpose | None,
    priority: MessagePriority,
    useless_from: datetime | None,
) -> Sending:
    """The sending of the template of that name, with the words that count now.

    Raises ConfigurationError for no such template, OutsideTransactionError outside of a transaction.
    """
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
    return Sending(
        messaging,
        template,
        await wording_of(template),
        await office_values(template, messaging.context().today),
        about,
        send_at,
        purpose or template.purpose,
        priority,
        useless_from,
    )
