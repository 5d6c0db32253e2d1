"""A mail server on a port of its own, which keeps what it is given and refuses as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """What arrived, in order, and from whom by its envelope.

    `refusals` are answers to the recipients named, `afterwards` runs when mail was taken.
    """

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.senders: list[str] = []
        self.refusals: dict[str, str] = {}
        self.afterwards: Callable[[], None] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=off"

    def to(self, address: str) -> list[EmailMessage]:
        """The mail for one address."""
        return [mail for mail in self.arrived if mail["To"] == address]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.arrived.append(mail)
        self.senders.append(envelope.mail_from)
        if self.afterwards is not None:
            self.afterwards()
        return "250 OK"


class _OnAnyPort(Controller):
    """Takes a free port and remembers which."""

    async def _create_server(self) -> Any:
        server: Any = await super()._create_server()
        self.port = server.sockets[0].getsockname()[1]
        return server


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running server."""
    handler = MailServer()
    controller = _OnAnyPort(handler, hostname="127.0.0.1", port=0, ready_timeout=10.0)
    controller.start()
    try:
        handler.port = controller.port
        yield handler
    finally:
        controller.stop()
