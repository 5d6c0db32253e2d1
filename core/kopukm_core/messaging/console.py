"""The console: messages are written to the log instead of going out, so that development needs no provider."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kopukm_core.errors import ConfigurationError
from kopukm_core.messaging.channel import Accepted, Capabilities, Channel, Outgoing, Send
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

logger = logging.getLogger("kopukm.messages")

declare_variables("KOPUKM_MESSAGE_CONSOLE")


def uses_console(settings: Settings) -> bool:
    """Whether what no other channel carries is written to the log: in development unless switched off.

    Raises ConfigurationError for a value that is neither on nor off.
    """
    given = settings.variables.get("KOPUKM_MESSAGE_CONSOLE", "").strip().lower()
    if given in ("on", "off"):
        return given == "on"
    if given:
        raise ConfigurationError(
            f"KOPUKM_MESSAGE_CONSOLE berisi {given!r}.", remedy="Isi dengan on atau off."
        )
    return not settings.is_production


@asynccontextmanager
async def _sending(settings: Settings) -> AsyncIterator[Send]:
    async def send(outgoing: Outgoing) -> Accepted:
        if settings.is_production:
            logger.info(
                "message %s of %s to %s", outgoing.message_key, outgoing.template, outgoing.masked_address
            )
        else:
            logger.info(
                "message %s to %s\n%s\n%s",
                outgoing.message_key,
                outgoing.address,
                outgoing.subject,
                outgoing.text,
            )
        return Accepted()

    yield send


CONSOLE_CHANNEL = Channel(
    "console",
    "Konsol",
    kinds=tuple(ContactKind),
    capabilities=Capabilities(maximum_length=100_000, subject=True),
    sending=_sending,
    is_configured=uses_console,
    messages_per_minute=6_000,
    quiet_hours=(0, 0),
    last_resort=True,
)
