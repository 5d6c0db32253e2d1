"""Where e-mail goes out: one URL and one sender."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from kopukm_core.errors import ConfigurationError
from kopukm_core.messaging.return_path import LONGEST_TOKEN
from kopukm_core.settings import Settings
from kopukm_core.values import EmailAddressType, InvalidValueError
from kopukm_core.variables import declare_variables

declare_variables("KOPUKM_EMAIL_URL", "KOPUKM_EMAIL_FROM", "KOPUKM_EMAIL_RETURN")

_REMEDY = "Isi seperti smtp://nama:sandi@surel.contoh.id:587 atau smtps://nama:sandi@surel.contoh.id:465."
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """A server that takes mail, and who sends it.

    `implicit_tls` from the first byte (smtps), else STARTTLS, which only a server on this machine may lack.
    """

    host: str
    port: int
    sender: str
    sender_name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False
    starttls: bool = True
    return_to: str = ""
    """The mailbox of what comes back; "" where nobody reads it."""

    @property
    def domain(self) -> str:
        """Of the sender: what message ids end in."""
        return self.sender.rpartition("@")[2]


def email_settings(settings: Settings) -> EmailSettings | None:
    """The settings of e-mail, None where there are none.

    Raises ConfigurationError that names the variable, never its value: it holds a password.
    """
    url = settings.variables.get("KOPUKM_EMAIL_URL", "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise ConfigurationError("KOPUKM_EMAIL_URL bukan alamat server surel.", remedy=_REMEDY) from None
    if (
        parts.scheme not in ("smtp", "smtps")
        or not host
        or parts.path.strip("/")
        or set(asked) - {"starttls"}
    ):
        raise ConfigurationError("KOPUKM_EMAIL_URL bukan alamat server surel.", remedy=_REMEDY)
    starttls = asked.get("starttls", ["on"])[-1] != "off"
    if not starttls and host not in _LOCAL:
        raise ConfigurationError(
            "KOPUKM_EMAIL_URL mematikan TLS untuk server di mesin lain.",
            remedy="Hapus starttls=off, atau pakai smtps://.",
        )
    name, sender = _sender(settings)
    implicit = parts.scheme == "smtps"
    return EmailSettings(
        host,
        port or (465 if implicit else 587),
        sender,
        name,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        implicit,
        starttls and not implicit,
        _return_to(settings),
    )


def _return_to(settings: Settings) -> str:
    """The mailbox of what comes back, with room for the token in its local part of 64 characters (RFC 5321)."""
    given = settings.variables.get("KOPUKM_EMAIL_RETURN", "").strip()
    if not given:
        return ""
    address = ""
    with suppress(InvalidValueError):
        address = EmailAddressType().from_json(given)
    local = address.rpartition("@")[0]
    if not local or "+" in local or len(local) > 64 - 1 - LONGEST_TOKEN:
        raise ConfigurationError(
            "KOPUKM_EMAIL_RETURN bukan alamat kembali yang dapat dipakai.",
            remedy=f"Isi alamat tanpa tanda +, paling panjang {63 - LONGEST_TOKEN} huruf sebelum @: kembali@contoh.id.",
        )
    return address


def _sender(settings: Settings) -> tuple[str, str]:
    name, address = parseaddr(settings.variables.get("KOPUKM_EMAIL_FROM", ""))
    try:
        return name, EmailAddressType().from_json(address)
    except InvalidValueError:
        raise ConfigurationError(
            "KOPUKM_EMAIL_FROM bukan alamat surel.",
            remedy="Isi seperti Dinas Koperasi dan UKM <pesan@contoh.id>.",
        ) from None
