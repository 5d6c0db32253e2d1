"""The inbox: members of a party read its messages after logging in, so a message is there as soon as it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kopukm_core.messaging.addressing import INBOX
from kopukm_core.messaging.channel import Accepted, Capabilities, Channel, Outgoing, Send
from kopukm_core.settings import Settings


@asynccontextmanager
async def _sending(settings: Settings) -> AsyncIterator[Send]:
    async def send(outgoing: Outgoing) -> Accepted:
        return Accepted(delivered=True)

    yield send


INBOX_CHANNEL = Channel(
    INBOX,
    "Kotak masuk",
    kinds=(),
    capabilities=Capabilities(maximum_length=100_000, subject=True),
    sending=_sending,
    needs_contact=False,
    messages_per_minute=6_000,
    quiet_hours=(0, 0),
)
