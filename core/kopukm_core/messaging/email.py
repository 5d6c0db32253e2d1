"""E-mail by SMTP, with the standard library in a thread; a bounce is told by the status code, or comes back later."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

from kopukm_core.messaging.channel import Accepted, Capabilities, Channel, ChannelError, Outgoing, Send
from kopukm_core.messaging.email_settings import EmailSettings, email_settings
from kopukm_core.messaging.kinds import MessageFault, MessagePurpose
from kopukm_core.messaging.return_path import return_address
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.settings import Settings

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

SECONDS = 30.0
"""How long the server may take for one answer."""
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_NO_SUCH_BOX = (550, 551, 553)
_NOT_THE_BOX = ("5.7.", "5.3.", "5.4.")
"""Refused for policy, system or routing: the address itself may be good."""


def written_email(outgoing: Outgoing, settings: EmailSettings) -> EmailMessage:
    """The mail as it goes out. Its Message-ID is the same at every attempt: a repetition is recognised by it."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime

    mail = EmailMessage()
    mail["From"] = Address(settings.sender_name, addr_spec=settings.sender)
    mail["To"] = Address(addr_spec=outgoing.address)
    mail["Subject"] = outgoing.subject or outgoing.text.partition("\n")[0][:120]
    if outgoing.created_at is not None:
        mail["Date"] = format_datetime(outgoing.created_at)
    mail["Message-ID"] = message_id(outgoing, settings)
    mail["Auto-Submitted"] = "auto-generated"
    if settings.return_to and outgoing.purpose is not MessagePurpose.SERVICE:
        way_back = return_address(outgoing.return_token, settings.return_to)
        mail["List-Unsubscribe"] = f"<mailto:{way_back}?subject=berhenti>"
    mail.set_content(outgoing.text)
    for attachment in outgoing.attachments:
        kind, *more = attachment.media_type.split(";")
        major, _, minor = kind.strip().partition("/")
        told = [one.partition("=") for one in more]
        mail.add_attachment(
            attachment.content,
            maintype=major,
            subtype=minor or "octet-stream",
            filename=attachment.name,
            params={name.strip(): value.strip() for name, _, value in told},
        )
    return mail


def message_id(outgoing: Outgoing, settings: EmailSettings) -> str:
    """The Message-ID of every attempt at this message."""
    return f"<{outgoing.message_key}@{settings.domain}>"


@asynccontextmanager
async def _sending(settings: Settings) -> AsyncIterator[Send]:
    given = email_settings(settings)
    if given is None:
        raise ChannelError(MessageFault.CONFIGURATION, "KOPUKM_EMAIL_URL kosong", whole=True)
    post = _Post(given)

    async def send(outgoing: Outgoing) -> Accepted:
        mail = written_email(outgoing, given)
        sender = given.sender
        if given.return_to:
            sender = return_address(outgoing.return_token, given.return_to)
        await asyncio.to_thread(post.send, mail, sender, outgoing.address)
        return Accepted(provider_message_id=message_id(outgoing, given))

    try:
        yield send
    finally:
        await asyncio.to_thread(post.close)


class _Post:
    """One connection, opened at the first mail and again after it broke; one thread at a time uses it."""

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._turn = Lock()

    def send(self, mail: EmailMessage, sender: str, to: str) -> None:
        """Hand one mail over; `sender` is whom the servers tell of what comes back. Raises ChannelError."""
        with self._turn:
            self._send(mail, sender, to)

    def close(self) -> None:
        """Take leave of the server, after the mail that is going out."""
        with self._turn:
            self._close()

    def _send(self, mail: EmailMessage, sender: str, to: str) -> None:
        import smtplib

        if self._server is None:
            self._server = self._connected()
        try:
            self._server.send_message(mail, from_addr=sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = next(iter(refused.recipients.values()))
            raise _refusal(code, text, recipient=True) from None
        except smtplib.SMTPSenderRefused as refused:
            error = _refusal(refused.smtp_code, refused.smtp_error)
            raise ChannelError(
                MessageFault.CONFIGURATION, f"pengirim ditolak: {error.text}", whole=True
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise ChannelError(MessageFault.PERMANENT, "server tidak mengenal alamat ini") from None
        except smtplib.SMTPResponseException as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from None
        except (smtplib.SMTPException, OSError) as broken:
            self._close()
            raise ChannelError(MessageFault.RETRYABLE, f"sambungan putus: {type(broken).__name__}") from None

    def _close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(Exception):
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        """A connection that is encrypted and logged in. Raises ChannelError for the channel as a whole."""
        import smtplib
        import ssl

        given, name = self._settings, self._settings.domain
        try:
            if given.implicit_tls:
                context = ssl.create_default_context()
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    given.host, given.port, name, timeout=SECONDS, context=context
                )
            else:
                server = smtplib.SMTP(given.host, given.port, name, timeout=SECONDS)
                if given.starttls:
                    server.starttls(context=ssl.create_default_context())
            if given.user:
                server.login(given.user, given.password)
        except smtplib.SMTPAuthenticationError as refused:
            raise ChannelError(
                MessageFault.CONFIGURATION, f"nama atau sandi surel ditolak: {refused.smtp_code}", whole=True
            ) from None
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as fault:
            raise ChannelError(
                MessageFault.CONFIGURATION,
                f"TLS dengan server surel gagal: {type(fault).__name__}",
                whole=True,
            ) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise ChannelError(
                MessageFault.RETRYABLE, f"server surel tidak terhubung: {type(fault).__name__}", whole=True
            ) from None
        return server


def _refusal(code: int, text: bytes | str, *, recipient: bool = False) -> ChannelError:
    """What a status code means (RFC 5321, RFC 3463). The server's words are left out: they may hold the address."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    found = _ENHANCED.search(words)
    enhanced = found[1] if found else ""
    told = f"{code} {enhanced}".strip()
    if code == 421 or enhanced.startswith("4.7."):
        return ChannelError(MessageFault.THROTTLED, told, retry_after=300.0, whole=code == 421)
    if 400 <= code < 500:
        return ChannelError(MessageFault.RETRYABLE, told)
    if recipient and code in _NO_SUCH_BOX and not enhanced.startswith(_NOT_THE_BOX):
        return ChannelError(MessageFault.CONTACT_STOPPED, told)
    return ChannelError(MessageFault.PERMANENT, told)


EMAIL_CHANNEL = Channel(
    "email",
    "Surel",
    kinds=(ContactKind.EMAIL,),
    capabilities=Capabilities(maximum_length=100_000, subject=True, attachments=True),
    sending=_sending,
    is_configured=lambda settings: email_settings(settings) is not None,
    messages_per_minute=60,
)
