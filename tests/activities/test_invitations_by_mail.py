"""What arrives by mail of an activity, over a real SMTP server: one calendar entry that follows what happens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from itertools import count

import icalendar
import pytest

from activities.conftest import BEGINNING
from activities.gathering import STARTS, Office
from kopukm_core import clock
from kopukm_core.db import rows, transaction
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.messaging.models import MessageStatus, OutboundMessage
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.papers import qr_png, shown_code
from kopukm_core.parties import ContactKind, add_contact_point
from kopukm_core.programmes.models import Letterhead
from kopukm_core.scheduling.activities import ActivityTarget, Registration
from kopukm_core.scheduling.activities.models import ActivitySession
from kopukm_core.scheduling.activities.tasks import send_reminders
from kopukm_core.settings import Settings
from messaging.carrying import carried
from messaging.mail_server import MailServer, mail_server

pytestmark = pytest.mark.anyio

ADDRESS = "koperasi.{}@contoh.id"


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The server that the office's mail goes to."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def office_settings(office_settings: Settings, post: MailServer) -> Settings:
    """The office has e-mail and a public address."""
    return replace(
        office_settings,
        variables={
            **office_settings.variables,
            "KOPUKM_EMAIL_URL": post.url,
            "KOPUKM_EMAIL_FROM": "Dinas Koperasi <pesan@contoh.id>",
            "KOPUKM_PUBLIC_URL": "https://dinas.contoh.id/",
        },
    )


@pytest.fixture(scope="module")
async def mailed(office: Office) -> AsyncIterator[Office]:
    """The office, whose cooperatives A and B have addresses, and which has a letterhead with a telephone."""
    with clock.using(clock.MovingClock(BEGINNING)):
        await prepare_messaging(office.platform)
        async with transaction() as connection:
            for letter in "AB":
                party = office.parties[f"Koperasi {letter}"]
                await add_contact_point(connection, party, ContactKind.EMAIL, ADDRESS.format(letter.lower()))
        await Letterhead.create(
            name="Dinas Koperasi Uji",
            address="Cibinong",
            phone="(021) 555",
            region_id="32.01",
            recorded_at=clock.now(),
        )
    yield office


@pytest.fixture(autouse=True)
def _as_new(post: MailServer) -> None:
    post.arrived.clear()


def calendar_of(mail: EmailMessage) -> tuple[str, icalendar.Event]:
    """The method that the mail names, and the one entry of its calendar."""
    (part,) = [one for one in mail.iter_attachments() if one.get_content_type() == "text/calendar"]
    assert part.get_content_charset() == "utf-8"
    assert str(part.get_filename()).endswith(".ics")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    assert calendar["METHOD"] == part.get_param("method")
    (event,) = calendar.walk("VEVENT")
    assert str(event["ORGANIZER"]) == "mailto:pesan@contoh.id"
    return str(part.get_param("method")), event


def text_of(mail: EmailMessage) -> str:
    """The words of the mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def carried_to(
    office: Office, post: MailServer, letter: str, title: str = "Penyuluhan pendataan"
) -> list[EmailMessage]:
    """What arrived for the cooperative since the last time, about the activity of that title."""
    await carried(office.platform)
    found = [mail for mail in post.to(ADDRESS.format(letter)) if str(mail["Subject"]).endswith(title)]
    post.arrived.clear()
    return found


async def test_one_entry_follows_invitation_registration_change_and_cancellation(
    mailed: Office, post: MailServer
) -> None:
    activity = await mailed.opened()
    await mailed.made("core.add_target", activity_id=activity, party_id=mailed.parties["Koperasi A"])
    await mailed.give("core.invite_targets", activity_id=activity)
    (invitation,) = await carried_to(mailed, post, "a")
    target = await ActivityTarget.get(activity_id=activity)
    shown = shown_code(target.answer_code)
    assert f"https://dinas.contoh.id/jawab/{shown} atau hubungi telepon (021) 555" in text_of(invitation)
    assert "Dinas Koperasi Uji mengundang" in text_of(invitation)
    key = await mailed.registered(activity, "Koperasi A", "Siti Aminah")
    (confirmation,) = await carried_to(mailed, post, "a")
    registration = await Registration.get(id=key)
    assert shown_code(registration.check_in_code) in text_of(confirmation)
    (picture,) = [one for one in confirmation.iter_attachments() if one.get_content_type() == "image/png"]
    assert picture.get_content() == qr_png(registration.check_in_code)
    session = await ActivitySession.get(activity_id=activity)
    later = (STARTS + timedelta(days=1)).isoformat()
    ends = (STARTS + timedelta(days=1, hours=1)).isoformat()
    await mailed.made("core.change_session", session_id=session.id, starts_at=later, ends_at=ends)
    (change,) = await carried_to(mailed, post, "a")
    await mailed.give("core.cancel_activity", activity_id=activity, reason="Narasumber sakit.")
    (cancellation,) = await carried_to(mailed, post, "a")

    told = [calendar_of(mail) for mail in (invitation, confirmation, change, cancellation)]
    assert [(method, str(event["STATUS"])) for method, event in told] == [
        ("PUBLISH", "TENTATIVE"),
        ("PUBLISH", "CONFIRMED"),
        ("PUBLISH", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]
    assert len({str(event["UID"]) for _, event in told}) == 1
    rising = [int(event["SEQUENCE"]) for _, event in told]
    assert rising == sorted(set(rising))
    assert told[2][1].decoded("DTSTART") == STARTS + timedelta(days=1)
    assert await rows("SELECT id FROM stored_file") == []


async def test_who_leaves_has_the_entry_cancelled_and_comes_back_with_a_higher_number(
    mailed: Office, post: MailServer
) -> None:
    activity = await mailed.opened()
    first = await mailed.registered(activity, "Koperasi A", "Siti")
    second = await mailed.registered(activity, "Koperasi A", "Budi")
    await mailed.made("core.cancel_registration", registration_id=first, reason="Sakit")
    left = await carried_to(mailed, post, "a")
    assert "Sebab: Sakit" in text_of(left[-1])
    assert calendar_of(left[-1])[1]["STATUS"] == "CONFIRMED"
    code = (await Registration.get(id=second)).answer_code
    assert (await mailed.give("core.answer_offer", ANONYMOUS, answer_code=code, accept=False)).accepted
    (gone,) = await carried_to(mailed, post, "a")
    await mailed.registered(activity, "Koperasi A", "Siti")
    (back,) = await carried_to(mailed, post, "a")
    (method, cancelled), (_, event) = calendar_of(gone), calendar_of(back)
    assert (method, cancelled["STATUS"], event["STATUS"]) == ("CANCEL", "CANCELLED", "CONFIRMED")
    assert cancelled["UID"] == event["UID"]
    assert cancelled["SEQUENCE"] < event["SEQUENCE"]


async def test_an_offer_that_ends_is_told(
    mailed: Office, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    activity = await mailed.opened(seats_in_person=1)
    first = await mailed.registered(activity, "Koperasi A", "Siti")
    await mailed.registered(activity, "Koperasi B", "Budi")
    await mailed.made("core.cancel_registration", registration_id=first)
    waiting, offer = await carried_to(mailed, post, "b")
    assert (waiting["Subject"][:13], offer["Subject"][:10]) == ("Daftar tunggu", "Ada tempat")
    moving_clock.set(STARTS - timedelta(hours=1))
    from kopukm_core.scheduling.activities.waitlist import expire_offers

    assert await expire_offers() == 1
    (ended,) = await carried_to(mailed, post, "b")
    assert "tidak dijawab" in text_of(ended)
    assert calendar_of(ended)[0] == "CANCEL"


_reminded = count(1)


async def reminder(office: Office) -> tuple[int, int, str]:
    """An activity in which Siti of cooperative A has a seat that was confirmed; its title."""
    title = f"Penyuluhan {next(_reminded)}"
    activity = await office.opened(title=title)
    key = await office.registered(activity, "Koperasi A", "Siti")
    await carried(office.platform)
    return activity, key, title


async def reminders(activity: int) -> list[MessageStatus]:
    """How far the reminders of the activity came."""
    found = OutboundMessage.filter(about=f"core.Activity:{activity}", template="core.activity_reminder")
    return [one.status for one in await found.order_by("id")]


async def test_who_cancelled_is_not_reminded_though_it_was_queued(
    mailed: Office, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    activity, key, title = await reminder(mailed)
    moving_clock.set(STARTS - timedelta(hours=20))
    await send_reminders()
    assert await reminders(activity) == [MessageStatus.QUEUED]
    await mailed.made("core.cancel_registration", registration_id=key)
    assert await reminders(activity) == [MessageStatus.CANCELLED]
    moving_clock.set(STARTS - timedelta(minutes=40))
    await send_reminders()
    assert [mail["Subject"][:11] for mail in await carried_to(mailed, post, "a", title)][-1:] == [
        "Pendaftaran"
    ]
    assert await reminders(activity) == [MessageStatus.CANCELLED]


async def test_a_reminder_survives_a_dead_worker_and_a_clock_that_jumps(
    mailed: Office, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    activity, _, title = await reminder(mailed)
    post.arrived.clear()
    moving_clock.set(STARTS - timedelta(hours=22))
    with pytest.raises(KeyboardInterrupt):
        async with transaction():
            await send_reminders()
            raise KeyboardInterrupt
    assert await reminders(activity) == []
    for hours in (22, 2, 22, 21):
        moving_clock.set(STARTS - timedelta(hours=hours))
        await send_reminders()
    (mail,) = await carried_to(mailed, post, "a", title)
    assert "besok ada acara" in text_of(mail)
    assert "Rabu, 20 Januari 2027 08.00 WIB" in text_of(mail)
    assert await reminders(activity) == [MessageStatus.SENT]


async def test_a_reminder_that_comes_too_late_is_not_sent(
    mailed: Office, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    activity, _, title = await reminder(mailed)
    post.arrived.clear()
    moving_clock.set(STARTS - timedelta(minutes=30))
    await send_reminders()
    moving_clock.set(STARTS + timedelta(minutes=1))
    assert await carried_to(mailed, post, "a", title) == []
    assert await reminders(activity) == [MessageStatus.FAILED]
