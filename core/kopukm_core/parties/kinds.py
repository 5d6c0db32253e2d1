"""Kinds of parties and of the ways to reach them."""

from __future__ import annotations

from kopukm_core.values import Choice


class PartyKind(Choice):
    """What a party is."""

    PERSON = "person", "Orang"
    ORGANISATION = "organisation", "Lembaga"


class ContactKind(Choice):
    """A way to reach a party."""

    PHONE = "phone", "Telepon"
    EMAIL = "email", "Surel"
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
