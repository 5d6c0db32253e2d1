"""The way back of a mail: an address of its own for each, signed, so that a bounce is known for what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hmac import compare_digest

from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.privacy.keys import active_keys

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SIGNED = 20
"""Hexadecimal digits of the signature: 80 bits."""
TOKEN = re.compile(rf"\+([0-9a-z]{{1,13}})-([0-9a-z]{{1,13}})-([0-9a-f]{{{_SIGNED}}})@", re.IGNORECASE)
LONGEST_TOKEN = 13 + 1 + 13 + 1 + _SIGNED


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """Which message came back, and the contact point that it had gone to (0 for none)."""

    message: OutboundMessage
    contact_point_id: int


def return_token(message: OutboundMessage) -> str:
    """What the local part of the return path carries: letters, digits and hyphens, whatever case a server writes."""
    point = message.contact_point_id or 0
    signature = _signatures(message, point)[0]
    return f"{_written(message.id)}-{_written(point)}-{signature}"


def return_address(token: str, mailbox: str) -> str:
    """`kembali@contoh.id` with the token: `kembali+TOKEN@contoh.id` (a subaddress, as every mail server knows it)."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+{token}@{domain}"


async def returned_mail(address: str) -> ReturnedMail | None:
    """What the address, or the header that holds it, is the way back of; None where nothing of ours was signed so."""
    for found in TOKEN.finditer(address):
        number, point = int(found[1], 36), int(found[2], 36)
        message = await OutboundMessage.get_or_none(id=number) if number < 2**63 and point < 2**63 else None
        if message is not None and any(
            compare_digest(found[3].lower(), known) for known in _signatures(message, point)
        ):
            return ReturnedMail(message, point)
    return None


def _signatures(message: OutboundMessage, point: int) -> list[str]:
    """Under each key of the ring, the current one first."""
    text = f"{message.id} {point} {message.message_key}"
    return [one[:_SIGNED] for one in active_keys().lookup_hashes(text, "outbound_message.return_path")]


def _written(number: int) -> str:
    """To the base of 36."""
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"
