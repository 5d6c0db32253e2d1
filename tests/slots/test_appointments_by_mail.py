"""What a client receives of an appointment, over a real SMTP server: one calendar entry that follows it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import icalendar
import pytest

from databases import Databases
from identity.people import loaded
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect, transaction
from kopukm_core.events import open_events
from kopukm_core.messaging import MessageStatus
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.parties import ContactKind, add_contact_point
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.scheduling.slots import tasks
from kopukm_core.scheduling.slots.models import Booking
from kopukm_core.settings import Settings
from messaging.carrying import carried
from messaging.mail_server import MailServer, mail_server
from slots.conftest import DESK
from slots.desk import MONDAY_NINE, Desk, desk_service, officer

pytestmark = pytest.mark.anyio
_numbers = count(1)


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The server that the office's mail goes to."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
async def platform(
    databases: Databases,
    engine: Dialect,
    tmp_path_factory: pytest.TempPathFactory,
    office_clock: clock.MovingClock,
    post: MailServer,
    _keys: None,
) -> AsyncIterator[Platform]:
    """The open platform, with e-mail."""
    variables = {"KOPUKM_EMAIL_URL": post.url, "KOPUKM_EMAIL_FROM": "Dinas <pesan@contoh.id>"}
    with databases.fresh(engine, {"core": AppModels(MODELS.models)}) as url:
        settings = Settings(
            home=tmp_path_factory.mktemp("appointments"), database_url=url, variables=variables
        )
        async with build_platform(settings, [DESK]).open(prepare=False) as opened, open_events(""):
            await loaded("32", None)
            await loaded("32.01", "32")
            await prepare_messaging(opened)
            yield opened


@pytest.fixture(autouse=True)
def _as_new(post: MailServer) -> None:
    post.arrived.clear()


@pytest.fixture
async def desk(platform: Platform, moving_clock: clock.MovingClock) -> Desk:
    """A desk with a service that no other test has."""
    return Desk(platform, (await desk_service(f"mail.{next(_numbers)}")).name)


class Job:
    """What the task uses of a job."""

    def __init__(self, desk: Desk) -> None:
        self.settings = desk.platform.settings


async def booked(desk: Desk) -> tuple[Booking, list[int], str]:
    """A booking of a client with an address, the numbers of its expert's two seats, and the address."""
    slots = await desk.seats(2)
    client, address = await desk.client(), f"klien.{next(_numbers)}@contoh.id"
    async with transaction() as connection:
        await add_contact_point(connection, client, ContactKind.EMAIL, address)
    number = await desk.give("book_slot", officer(), slot_id=slots[0].id, client_id=client)
    return await Booking.get(id=number), [slot.id for slot in slots], address


async def reminded(desk: Desk) -> None:
    """The schedule fires twice."""
    for _ in range(2):
        await tasks.remind_bookings.function(Job(desk))


async def reminders(booking: Booking) -> list[MessageStatus]:
    """How far the reminders of the booking came."""
    found = OutboundMessage.filter(about=f"core.Booking:{booking.id}", template="core.booking_reminder")
    return [one.status for one in await found.order_by("id")]


async def test_one_entry_follows_booking_change_and_cancellation(desk: Desk, post: MailServer) -> None:
    booking, slots, address = await booked(desk)
    await desk.give("reschedule_booking", officer(), booking_id=booking.id, slot_id=slots[1])
    await desk.give("cancel_booking", officer(), booking_id=booking.id, reason="Konsultan sakit.")
    again = await desk.give("book_slot", officer(), slot_id=slots[0], client_id=booking.client_id)
    await carried(desk.platform)
    told = []
    for mail in post.to(address):
        (part,) = mail.iter_attachments()
        calendar = icalendar.Calendar.from_ical(part.get_content())
        (event,) = calendar.walk("VEVENT")
        assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", calendar["METHOD"])
        told.append((str(calendar["METHOD"]), str(event["STATUS"]), str(event["UID"]).partition("@")[0]))
    # The first two were made when the booking had been cancelled already: a file is as true as its moment.
    own, new = f"booking-{booking.id}", f"booking-{again}"
    assert told == [("CANCEL", "CANCELLED", own)] * 3 + [("PUBLISH", "CONFIRMED", new)]
    assert "Sebab: Konsultan sakit." in post.to(address)[2].get_body().get_content()  # type: ignore[union-attr]


async def test_the_sequence_rises_with_each_mail(desk: Desk, post: MailServer) -> None:
    booking, slots, address = await booked(desk)
    await carried(desk.platform)
    await desk.give("reschedule_booking", officer(), booking_id=booking.id, slot_id=slots[1])
    await carried(desk.platform)
    await desk.give("cancel_booking", officer(), booking_id=booking.id)
    await carried(desk.platform)
    events: list[Any] = []
    for mail in post.to(address):
        (part,) = mail.iter_attachments()
        events += icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1].decoded("DTSTART") == MONDAY_NINE + timedelta(minutes=30)
    sequences = [int(str(event["SEQUENCE"])) for event in events]
    assert sequences == sorted(set(sequences))
    assert "tidak disebutkan" in post.to(address)[-1].get_body().get_content()  # type: ignore[union-attr]


async def test_a_reminder_is_sent_once_and_to_nobody_who_cancelled(
    desk: Desk, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    stays, _, address = await booked(desk)
    leaves, _, other = await booked(desk)
    await carried(desk.platform)
    moving_clock.set(MONDAY_NINE - timedelta(hours=20))
    await reminded(desk)
    assert await reminders(leaves) == [MessageStatus.QUEUED]
    await desk.give("cancel_booking", officer(), booking_id=leaves.id)
    # The clock is set back and forth: what was sent is not sent again.
    for hours in (23, 5, 20):
        moving_clock.set(MONDAY_NINE - timedelta(hours=hours))
        await reminded(desk)
    await carried(desk.platform)
    subjects = [str(mail["Subject"]) for mail in post.to(address)]
    assert subjects == ["Janji temu Bapak/Ibu sudah dipesan", "Pengingat janji temu Bapak/Ibu"]
    assert await reminders(leaves) == [MessageStatus.CANCELLED]
    assert "Pengingat janji temu Bapak/Ibu" not in [str(mail["Subject"]) for mail in post.to(other)]
    assert await reminders(stays) == [MessageStatus.SENT]


async def test_after_a_dead_worker_only_the_hours_reminder_is_sent_and_none_too_late(
    desk: Desk, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    booking, _, address = await booked(desk)
    await carried(desk.platform)
    post.arrived.clear()
    moving_clock.set(MONDAY_NINE - timedelta(minutes=50))
    await reminded(desk)
    assert await reminders(booking) == [MessageStatus.QUEUED]
    moving_clock.set(MONDAY_NINE + timedelta(seconds=1))
    await reminded(desk)
    await carried(desk.platform)
    assert post.to(address) == []
    assert await reminders(booking) == [MessageStatus.FAILED]
