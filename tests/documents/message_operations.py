"""The operations on messages and contacts, asked by an officer, a member and a program that carries messages."""

from __future__ import annotations

from typing import Any, Protocol

from kopukm_core.db import transaction
from kopukm_core.messaging import Channel, MessageTemplate, send_message
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.parties import ContactKind
from kopukm_core.platform import Platform
from kopukm_graphql.node import global_id, parse_global_id

_NOTE = MessageTemplate("core.note", "Catatan", "Yth. {name}, datanglah.", {"name": "Bu Siti"})


class Asking(Protocol):
    """Somebody who asks by the names of operations."""

    async def run(self, operation: str, **variables: Any) -> Any: ...

    async def write(self, operation: str, **given: Any) -> Any: ...


async def ask_about_messages(officer: Asking, carrier: Asking, office: Platform, party: str) -> None:
    """Every operation on messages, with a channel of chat that the carrier carries."""
    office.messaging.channels["chat"] = Channel("chat", "Obrolan", kinds=(ContactKind.WHATSAPP,))
    office.messaging.templates[_NOTE.name] = _NOTE
    await prepare_messaging(office)
    await _contacts(officer, party)
    first, second = await _sent(party), await _sent(party)
    await _carried(carrier)
    await officer.write("CancelMessage", messageId=second)
    await officer.write("RetryMessage", messageId=first)
    await _read(officer, first)
    await officer.write("StopMessages", partyId=party, channel="chat")
    seen = await officer.run("PartyContacts", id=party)
    assert seen["contactPoints"][0]["value"] == "+6281••••890"
    assert [one["channel"] for one in seen["messageStops"]] == ["chat"]
    await officer.write("AllowMessages", partyId=party)
    await officer.write("RemoveContactPoint", contactPointId=seen["contactPoints"][0]["id"])


async def _contacts(officer: Asking, party: str) -> None:
    given = {"partyId": party, "kind": "WHATSAPP", "value": "+6281234567890"}
    point = (await officer.write("AddContactPoint", **given))["contactPoint"]
    await officer.write("PreferContactPoint", contactPointId=point["id"])
    consent = {"partyId": party, "purpose": "PROMOTION"}
    await officer.write("GiveConsent", **consent, noticeVersion="2026-1", proof="formulir 12")
    await officer.write("WithdrawConsent", **consent)
    assert (await officer.run("StoppedContactPoints"))["totalCount"] == 0


async def _sent(party: str) -> str:
    async with transaction():
        number = await send_message(int(parse_global_id(party)[1]), "core.note", {"name": "Bu Siti"})
    return global_id("OutboundMessage", number)


async def _carried(carrier: Asking) -> None:
    taken = (await carrier.write("TakeMessages", channel="chat"))["result"]
    (held,) = await carrier.run("MessagesToCarry", lease=taken["lease"])
    assert (held["address"], held["text"]) == ("+6281234567890", "Yth. Bu Siti, datanglah.")
    await carrier.write(
        "ReportMessageStatus", messageId=held["messageId"], status="FAILED", fault="PERMANENT"
    )


async def _read(officer: Asking, message: str) -> None:
    assert (await officer.run("Message", id=message))["status"] == "QUEUED"
    assert (await officer.run("Messages"))["totalCount"] == 2
    assert (await officer.run("MessageCounts"))["total"] == 2
    await officer.write("SetMessageChannel", channel="chat", messagesPerMinute=30, quietFrom="21.00")
    (chat,) = [one for one in await officer.run("MessageChannels") if one["name"] == "chat"]
    assert (chat["messagesPerMinute"], chat["quietFrom"], chat["quietUntil"]) == (30, "21.00", "07.00")
    await officer.write("ChangeMessageText", template="core.note", text="Halo {name}.")
    (note,) = [one for one in await officer.run("MessageTemplates") if one["name"] == "core.note"]
    assert (note["version"], note["preview"]) == (1, "Halo Bu Siti.")
    await officer.write("ResetMessageText", template="core.note")
    assert (await officer.run("MessageTexts"))["totalCount"] == 2
