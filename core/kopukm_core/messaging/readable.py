"""Who sees messages: members of the party, who read them, and officers of its region who hold the permission."""

from __future__ import annotations

from kopukm_core.identity.roles import Permission, Role
from kopukm_core.messaging.models import (
    MessageChannel,
    MessageConsent,
    MessageStop,
    MessageText,
    OutboundMessage,
)
from kopukm_core.parties.models import Party
from kopukm_core.visibility import AnyOf, Granted, Own, Through, Visibility

READ_MESSAGES = "core.read_messages"
MANAGE_CONTACTS = "core.manage_contacts"
MANAGE_MESSAGES = "core.manage_messages"
CARRY_MESSAGES = "core.carry_messages"

MESSAGE_PERMISSIONS: tuple[Permission, ...] = (
    Permission(READ_MESSAGES, "Membaca pesan keluar"),
    Permission(MANAGE_CONTACTS, "Mengelola kontak dan persetujuan orang dan lembaga"),
    Permission(MANAGE_MESSAGES, "Mengatur teks pesan dan kanal"),
    Permission(CARRY_MESSAGES, "Membawa pesan keluar ke kanalnya"),
)

MESSAGE_ROLES: tuple[Role, ...] = (
    Role("core.message_reader", "Pembaca pesan keluar", (READ_MESSAGES,)),
    Role("core.contact_officer", "Petugas kontak", (READ_MESSAGES, MANAGE_CONTACTS)),
    Role("core.message_administrator", "Pengelola pesan", (MANAGE_MESSAGES,), scoped_by_region=False),
)

_PARTY = AnyOf(Own("id"), Granted(READ_MESSAGES, region="region_id"))

_ITSELF = Through("party_id", Party, Own("id"))

MESSAGE_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(OutboundMessage, rows=Through("party_id", Party, _PARTY), masks={"text": _ITSELF}),
    Visibility(MessageConsent, rows=Through("party_id", Party, _PARTY)),
    Visibility(MessageStop, rows=Through("party_id", Party, _PARTY)),
    Visibility(MessageText, rows=Granted(MANAGE_MESSAGES)),
    Visibility(MessageChannel, rows=Granted(MANAGE_MESSAGES)),
)
"""A text holds the codes and links with which its receiver answers: officers see what was sent, and how it went."""
