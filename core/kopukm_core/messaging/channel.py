"""What a channel is: a way out to people, of which nothing here knows how it works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from kopukm_core.errors import ConfigurationError
from kopukm_core.messaging.kinds import MessageFault, MessagePurpose
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.settings import Settings


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show. Lengths are in characters; a longer text is refused before it is queued."""

    maximum_length: int = 4096
    subject: bool = False
    attachments: bool = False
    receipts: bool = False
    """It tells later that a message was delivered or read."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be sent, with its address in the clear: never logged, never kept by a channel.

    `message_key` is the same at every attempt; from the second `attempt` on, an earlier one may have arrived.
    """

    message_id: int
    message_key: str
    party_id: int
    kind: ContactKind | None
    address: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    masked_address: str = ""
    template: str = ""
    created_at: datetime | None = None
    attempt: int = 1
    attachments: tuple[Attachment, ...] = ()
    attachment_count: int = 0
    """How many there are, for whoever fetches them one by one."""
    purpose: MessagePurpose = MessagePurpose.SERVICE
    return_token: str = ""
    """Signed; by it a mail that comes back is known."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The channel took the message; `delivered` where that is the same as having arrived."""

    provider_message_id: str = ""
    delivered: bool = False


class ChannelError(Exception):
    """The channel did not take the message. `text` is for an operator and holds no personal value.

    `retry_after` in seconds, where the other side named it. `whole` says that the channel as a whole is meant: what
    else waits for it is left untouched, and the attempt is not counted.
    """

    def __init__(
        self, fault: MessageFault, text: str, *, retry_after: float | None = None, whole: bool = False
    ) -> None:
        super().__init__(text)
        self.fault = fault
        self.text = text
        self.retry_after = retry_after
        self.whole = whole


Send: TypeAlias = Callable[[Outgoing], Awaitable[Accepted]]
Sending: TypeAlias = Callable[[Settings], AbstractAsyncContextManager[Send]]


def _always(settings: Settings) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out, as core or a plugin declares it.

    `name` is a short word, `title` what people call it. `kinds` are the contact points it reaches. `sending` opens a
    connection that is used for several messages and gives a function that sends one, or raises ChannelError; without
    it the messages are taken by an outside program (`core.take_messages`). `is_configured` tells whether the
    settings let it work; `needs_contact` is false where the party itself is the address. `messages_per_minute` is
    what the office's row begins with.
    """

    name: str
    title: str
    kinds: tuple[ContactKind, ...]
    capabilities: Capabilities = Capabilities()
    sending: Sending | None = None
    is_configured: Callable[[Settings], bool] = _always
    needs_contact: bool = True
    messages_per_minute: int = 60
    quiet_hours: tuple[int, int] = (20 * 60, 7 * 60)
    """Minutes of the day between which bulk waits, for the office's row to begin with."""
    most_attempts: int = 8
    """How often a message is tried, for the office's row to begin with."""
    give_up_hours: int = 7 * 24
    """How long, since it was due."""
    last_resort: bool = False
    """Used only for contact points that no other channel reaches."""

    def __post_init__(self) -> None:
        name = self.name
        if not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower()):
            raise ConfigurationError(
                f"Nama kanal {name!r} tidak sah.", remedy="Pakai huruf kecil, angka, dan garis bawah."
            )

    @property
    def is_carried_outside(self) -> bool:
        """An outside program takes its messages."""
        return self.sending is None
