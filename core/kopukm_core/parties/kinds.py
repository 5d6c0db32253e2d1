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
    WHATSAPP_USER = "whatsapp_user", "Pengenal WhatsApp"
    """The number that WhatsApp itself gave to a person: there may be no telephone number."""
    TELEGRAM = "telegram", "Telegram"
    TELEGRAM_USER = "telegram_user", "Pengenal Telegram"
    WEB_CHAT = "web_chat", "Obrolan di halaman web"


class ContactStop(Choice):
    """Why a way to reach a party is not used any more."""

    BOUNCED = "bounced", "Alamat tidak ada atau menolak"
    BLOCKED = "blocked", "Penerima memblokir"
    WRONG = "wrong", "Milik orang lain"
    RETIRED = "retired", "Tidak dipakai lagi"
