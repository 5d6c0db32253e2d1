"""Parties to write to, and what was written to them."""

from __future__ import annotations

from itertools import count
from typing import Any

from identity.people import account, loaded, member
from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.messaging import MessageValue, send_message
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.parties import ContactKind, Party, PartyKind, add_contact_point, create_party

_numbers = count(1)


async def regions() -> None:
    """Three regions."""
    for code, parent in (("32", None), ("32.01", "32"), ("32.01.07", "32.01")):
        await loaded(code, parent)


async def party(*contacts: tuple[ContactKind, str], name: str = "", region: str | None = "32.01.07") -> int:
    """A party with these ways to reach it."""
    async with transaction() as connection:
        made = await create_party(
            connection,
            kind=PartyKind.ORGANISATION,
            name=name or f"Koperasi {next(_numbers)}",
            region_code=region,
        )
        for kind, value in contacts:
            await add_contact_point(connection, made.id, kind, value)
    return int(made.id)


async def unit() -> int:
    """A party without contacts, of which an account is a member."""
    made = await party()
    await member(await Party.get(id=made), await account())
    return made


async def remind(to: int, **more: Any) -> int | None:
    """A reminder."""
    values: dict[str, MessageValue] = {"name": "Bu Siti", "activity": "Sosialisasi", "starts_at": clock.now()}
    async with transaction():
        return await send_message(to, "post.reminder", values, **more)


async def invite(to: int, template: str = "post.promotion", **more: Any) -> int | None:
    """A promotion, or whatever the template is."""
    async with transaction():
        values: dict[str, MessageValue] = {} if template == "post.promotion" else {"name": "Bu Siti"}
        return await send_message(to, template, values, **more)


async def message(number: int | None) -> OutboundMessage:
    """The stored message."""
    assert number is not None
    return await OutboundMessage.get(id=number)


async def last_of(party_id: int) -> OutboundMessage:
    """The party's last message."""
    found = await OutboundMessage.filter(party_id=party_id).order_by("-id").first()
    assert found is not None
    return found


__all__ = [
    "MessagePriority",
    "MessagePurpose",
    "invite",
    "last_of",
    "message",
    "party",
    "regions",
    "remind",
    "unit",
]
