"""Attachments of messages over HTTP: members of the party and whoever carries the message get them, nobody else."""

from __future__ import annotations

from datetime import timedelta

import httpx2
import icalendar
import pytest

from identity.people import account, loaded, member
from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import NotFoundError
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.messaging import MessageStatus, send_message
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.messaging.reading import readable_attachment
from kopukm_core.parties import ContactKind, PartyKind, add_contact_point, create_party
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.scheduling.slots.attachments import BOOKING_CALENDAR
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableKind
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Slot
from kopukm_core.scheduling.slots.telling import CONFIRMED
from kopukm_graphql.node import global_id

pytestmark = pytest.mark.anyio

PATHS = "query($id: ID!) { message(id: $id) { attachmentPaths } }"


async def appointment() -> tuple[int, Party]:
    """The message of an appointment with its calendar, and the party that it is for."""
    now = clock.now()
    async with transaction() as connection:
        party = await create_party(
            connection, kind=PartyKind.ORGANISATION, name="Koperasi Mekar", region_code="32.01"
        )
        await add_contact_point(connection, party.id, ContactKind.EMAIL, "mekar@contoh.id")
    expert = await Bookable.create(
        programme="desk", kind=BookableKind.EXPERT, title="Ibu Ratna", sort_key="ratna", created_at=now
    )
    given = {
        "bookable_id": expert.id,
        "programme": "desk",
        "service": "desk",
        "round_key": "desk:1",
        "starts_at": now + timedelta(days=1),
        "ends_at": now + timedelta(days=1, minutes=30),
    }
    slot = await Slot.create(**given, day=(now + timedelta(days=1)).date())
    booking = await Booking.create(
        **given, slot_id=slot.id, client_id=party.id, kind=BookingKind.PUBLIC, state=BookingState.BOOKED,
        holder="operator:siti", made_at=now, changed_at=now,
    )  # fmt: skip
    async with transaction():
        number = await send_message(
            party.id,
            CONFIRMED,
            {"expert": "Ibu Ratna", "starts_at": booking.starts_at, "place": "Ruang Rapat"},
            attachments=[BOOKING_CALENDAR.of(booking.id)],
        )
    assert number is not None
    return number, await Party.get(id=party.id)


async def test_a_member_downloads_the_calendar_from_the_inbox_and_others_find_nothing(
    platform: Platform, client: httpx2.AsyncClient
) -> None:
    await loaded("32", None)
    await loaded("32.01", "32")
    await prepare_messaging(platform)
    number, party = await appointment()
    tini, budi = await account("tini"), await account("budi")
    await member(party, tini)
    headers = [
        {"authorization": f"Bearer {(await issue_person_token(who, 'Telepon')).text}"} for who in (tini, budi)
    ]
    asked = {"query": PATHS, "variables": {"id": global_id("OutboundMessage", number)}}
    answered = (await client.post("/graphql", json=asked, headers=headers[0])).json()
    (path,) = answered["data"]["message"]["attachmentPaths"]
    assert path == f"/messages/{number}/1"
    file = await client.get(path, headers=headers[0])
    assert (file.status_code, file.headers["content-type"]) == (
        200,
        "text/calendar; method=PUBLISH; charset=utf-8",
    )
    assert file.headers["content-disposition"].startswith('attachment; filename="janji-temu-')
    assert "sandbox" in file.headers["content-security-policy"]
    (event,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert "Ibu Ratna" in event["SUMMARY"]

    paths = [
        path,
        f"/messages/{number}/2",
        "/messages/999999/1",
        "/messages/abc/1",
        "/messages/1/" + "9" * 99,
    ]
    refused = [await client.get(one, headers=headers[1]) for one in paths]
    refused += [await client.get(path), await client.get(f"/messages/{number}/0", headers=headers[0])]
    assert {one.status_code for one in refused} == {404}
    assert len({one.text for one in refused}) == 1
    assert (await client.get(path, headers={"authorization": "Bearer x"})).status_code == 401


async def test_whoever_carries_the_message_gets_it_while_its_lease_lives(
    platform: Platform, office_clock: clock.MovingClock
) -> None:

    number, _ = await appointment()
    carrier = Actor(ActorKind.SERVICE, "7", (Grant("core.carry_messages"),))
    with pytest.raises(NotFoundError):
        await readable_attachment(platform, carrier, number, 1)
    until = clock.now() + timedelta(minutes=5)
    await OutboundMessage.filter(id=number).update(status=MessageStatus.SENDING, lease="x", lease_until=until)
    assert (await readable_attachment(platform, carrier, number, 1)).name.endswith(".ics")
    office_clock.set(until + timedelta(seconds=1))
    with pytest.raises(NotFoundError):
        await readable_attachment(platform, carrier, number, 1)
