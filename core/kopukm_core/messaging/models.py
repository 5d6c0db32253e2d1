"""Tables of messages: what went out or waits, texts that the office edited, channels, consent and stops."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.messaging.kinds import MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.privacy.fields import PersonalDataField

LONGEST_LEASE = 40
"""Characters of a lease."""


class OutboundMessage(Model):
    """One message to one party. `text` and `subject` are what is sent, sealed as personal data."""

    id = fields.BigIntField(primary_key=True)
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="outbound_messages", on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int
    contact_point: fields.ForeignKeyNullableRelation[ContactPoint] = fields.ForeignKeyField(
        "core.ContactPoint",
        related_name="outbound_messages",
        null=True,
        db_index=True,
        on_delete=fields.SET_NULL,
    )
    contact_point_id: int | None
    channel = fields.CharField(max_length=60, default="")
    """Name of the channel that carries it; empty where none reaches the party."""
    template = fields.CharField(max_length=120)
    template_version = fields.IntField(default=0)
    """Of the office's text; 0 is the text that came with the program."""
    subject = PersonalDataField(display=str)
    text = PersonalDataField(display=str)
    """Both are shown whole: the subject to who sees the message, the text to its receiver."""
    purpose = fields.CharEnumField(MessagePurpose, max_length=20)
    priority = fields.SmallIntField()
    """0 replies, 1 single messages, 2 bulk."""
    about = fields.CharField(max_length=120, default="")
    """The record it is about: `core.CycleStep:12`."""
    attachments = fields.CharField(max_length=500, default="")
    """Keys of stored files and what makers make of records (`core.booking_calendar:12`), with blanks between."""
    deduplication_key = fields.CharField(max_length=200, null=True, unique=True)
    message_key = fields.CharField(max_length=32)
    """The same at every attempt: a receiver recognises a repetition by it."""
    status = fields.CharEnumField(MessageStatus, max_length=20, default=MessageStatus.QUEUED)
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField()
    """When it was to go out first: what its channel gives up is counted from then."""
    next_attempt_at = fields.DatetimeField()
    """Not before this moment."""
    useless_from = fields.DatetimeField(null=True)
    """From then on it would only confuse, and is not sent any more: a reminder when the thing has begun."""
    lease = fields.CharField(max_length=LONGEST_LEASE, null=True)
    """Of whoever is sending it; together with `lease_until`."""
    lease_until = fields.DatetimeField(null=True)
    provider_message_id = fields.CharField(max_length=200, null=True)
    fault = fields.CharEnumField(MessageFault, max_length=20, null=True)
    error = fields.CharField(max_length=300, default="")
    """For an operator; no personal value."""
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    """When it failed or was cancelled."""

    class Meta:
        table = "outbound_message"


class MessageText(Model):
    """A text that the office put in the place of a template's own; the highest version counts."""

    id = fields.BigIntField(primary_key=True)
    template = fields.CharField(max_length=120)
    version = fields.IntField()
    subject = fields.CharField(max_length=200, default="")
    text = fields.TextField()
    changed_at = fields.DatetimeField()
    changed_by = fields.CharField(max_length=200)

    class Meta:
        table = "message_text"
        unique_together = (("template", "version"),)


class MessageChannel(Model):
    """What the office says of a channel: its rate, its quiet hours, when it gives up, whether it rests.

    Quiet hours are minutes of the office's day, from `quiet_from` until before `quiet_until`, over midnight where
    the first is larger; equal ones are none. `counted` are the sendings of the minute that began at `counted_from`.
    """

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=60, unique=True)
    messages_per_minute = fields.IntField()
    quiet_from = fields.IntField(default=0)
    quiet_until = fields.IntField(default=0)
    most_attempts = fields.IntField(default=8)
    """A message that was tried so often without success, or without a word of what became of it, has failed."""
    give_up_hours = fields.IntField(default=168)
    """So long after it was due a message has failed, however often it was tried."""
    paused_at = fields.DatetimeField(null=True)
    paused_because = fields.CharField(max_length=300, default="")
    counted_from = fields.DatetimeField(null=True)
    counted = fields.IntField(default=0)

    class Meta:
        table = "message_channel"


class MessageConsent(Model):
    """What a party agreed to, or objected to: one row from its beginning to its end.

    A row without `given_at` is an objection to what needs no consent.
    """

    id = fields.BigIntField(primary_key=True)
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="message_consents", on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int
    purpose = fields.CharEnumField(MessagePurpose, max_length=20)
    notice_version = fields.CharField(max_length=60, default="")
    """Of the notice that was read before."""
    proof = PersonalDataField(null=True)
    """What shows it: the words written, the form signed."""
    given_at = fields.DatetimeField(null=True)
    given_through = fields.CharField(max_length=60, default="")
    """The door: web, chat, command line, import."""
    given_by = fields.CharField(max_length=200, default="")
    withdrawn_at = fields.DatetimeField(null=True)
    withdrawn_through = fields.CharField(max_length=60, default="")
    withdrawn_by = fields.CharField(max_length=200, default="")

    class Meta:
        table = "message_consent"


class MessageStop(Model):
    """A party wants no messages on a channel from `stopped_at` until `ended_at`; an empty channel is every one."""

    id = fields.BigIntField(primary_key=True)
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="message_stops", on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int
    channel = fields.CharField(max_length=60, default="")
    stopped_at = fields.DatetimeField()
    stopped_through = fields.CharField(max_length=60, default="")
    stopped_by = fields.CharField(max_length=200, default="")
    ended_at = fields.DatetimeField(null=True)
    ended_by = fields.CharField(max_length=200, default="")

    class Meta:
        table = "message_stop"


PRIORITIES = {MessagePriority.REPLY: 0, MessagePriority.NORMAL: 1, MessagePriority.BULK: 2}
"""As `OutboundMessage.priority` holds them: the smaller goes first."""
PRIORITY_WORDS = {number: word for word, number in PRIORITIES.items()}

CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "outbound_message_due",
        "outbound_message",
        "channel, priority, next_attempt_at, id",
        where="status IN ('queued', 'sending')",
        protects="antrean pesan tiap kanal",
    ),
    index("outbound_message_time", "outbound_message", "created_at, id", protects="urutan menurut waktu"),
    index(
        "outbound_message_lease",
        "outbound_message",
        "lease",
        where="lease IS NOT NULL",
        protects="pesan yang sedang dibawa",
    ),
    index(
        "outbound_message_provider",
        "outbound_message",
        "channel, provider_message_id",
        where="provider_message_id IS NOT NULL",
        protects="laporan status dari penyedia",
    ),
    index(
        "outbound_message_about",
        "outbound_message",
        "about, id",
        where="about <> ''",
        protects="pesan tentang satu catatan",
    ),
    index(
        "message_consent_living",
        "message_consent",
        "party_id, purpose",
        unique=True,
        where="withdrawn_at IS NULL",
        protects="satu persetujuan yang berlaku untuk tiap tujuan",
    ),
    index(
        "message_stop_living",
        "message_stop",
        "party_id, channel",
        unique=True,
        where="ended_at IS NULL",
        protects="satu penghentian yang berlaku untuk tiap kanal",
    ),
)
