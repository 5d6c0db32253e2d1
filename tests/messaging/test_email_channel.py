"""E-mail over a real SMTP server: what arrives, what bounces, what is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.files.models import StoredFile
from kopukm_core.files.storing import save_file
from kopukm_core.identity import operator
from kopukm_core.messaging import MessageFault, MessagePriority, MessageStatus
from kopukm_core.messaging.email import EMAIL_CHANNEL
from kopukm_core.messaging.models import MessageStop, OutboundMessage
from kopukm_core.parties import ContactKind, ContactPoint
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.platform import Platform
from messaging.carrying import carried
from messaging.mail_server import MailServer, mail_server
from messaging.post import invite, last_of, message, party, remind

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The server that the office's mail goes to."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def variables(post: MailServer) -> dict[str, str]:
    """The office has e-mail."""
    return {"KOPUKM_EMAIL_URL": post.url, "KOPUKM_EMAIL_FROM": "Dinas Koperasi <pesan@contoh.id>"}


@pytest.fixture(autouse=True)
def _as_new(post: MailServer) -> None:
    post.arrived.clear()
    post.refusals.clear()
    post.afterwards = None


async def mailed(address: str) -> int:
    """A party with that address."""
    return await party((ContactKind.EMAIL, address))


async def test_a_message_arrives_as_mail(platform: Platform, post: MailServer) -> None:
    number = await remind(await mailed("siti@contoh.id"))
    await carried(platform)
    (mail,) = post.arrived
    stored = await message(number)
    assert (stored.status, stored.attempts) == (MessageStatus.SENT, 1)
    assert (mail["To"], mail["From"]) == ("siti@contoh.id", "Dinas Koperasi <pesan@contoh.id>")
    assert mail["Subject"] == "Pengingat: Sosialisasi"
    assert "Senin, 2 November 2026 10.00 WIB" in mail.get_content()
    assert mail["Message-ID"] == f"<{stored.message_key}@contoh.id>" == stored.provider_message_id


async def test_a_message_that_cannot_be_written_keeps_nobody_elses_back(
    platform: Platform, post: MailServer
) -> None:
    async with transaction():
        lost = await save_file(
            platform,
            BytesIO(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            name="hilang.ics",
            purpose="core.import",
            actor=operator("siti"),
        )
        await StoredFile.filter(id=lost.id).update(sha256="0" * 64)
    broken = await remind(await mailed("budi@contoh.id"), attachments=[lost.id])
    sent = await remind(await mailed("siti@contoh.id"))
    await carried(platform)
    assert [mail["To"] for mail in post.arrived] == ["siti@contoh.id"]
    assert (await message(sent)).status is MessageStatus.SENT
    waiting = await message(broken)
    assert (waiting.status, waiting.attempts) == (MessageStatus.QUEUED, 1)
    assert waiting.fault is MessageFault.RETRYABLE
    assert "budi" not in waiting.error
    await OutboundMessage.filter(id=waiting.id).update(status=MessageStatus.CANCELLED)


async def test_files_go_along(platform: Platform, post: MailServer) -> None:
    async with transaction():
        stored = await save_file(
            platform,
            BytesIO(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            name="undangan.ics",
            purpose="core.import",
            actor=operator("siti"),
        )
    await remind(await mailed("siti@contoh.id"), attachments=[stored.id])
    await carried(platform)
    (mail,) = post.arrived
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "undangan.ics"
    assert (await StoredFile.get(id=stored.id)).kept


async def test_a_box_that_is_gone_is_stopped_and_the_next_way_is_taken(
    platform: Platform, post: MailServer
) -> None:
    post.refusals["lama@contoh.id"] = "550 5.1.1 <lama@contoh.id> unknown"
    to = await party((ContactKind.EMAIL, "lama@contoh.id"), (ContactKind.EMAIL, "baru@contoh.id"))
    number = await remind(to)
    await carried(platform)
    assert (await message(number)).status is MessageStatus.SENT
    assert len(post.to("baru@contoh.id")) == 1
    old, new = await ContactPoint.filter(party_id=to).order_by("rank")
    assert (old.stopped_because, new.stopped_because) == (ContactStop.BOUNCED, None)


async def test_where_no_way_is_left_the_message_failed(platform: Platform, post: MailServer) -> None:
    post.refusals["tiada@contoh.id"] = "550 5.1.1 no such user tiada@contoh.id"
    to = await mailed("tiada@contoh.id")
    stored = await message(await remind(to))
    await carried(platform)
    await stored.refresh_from_db()
    assert (stored.status, stored.fault) == (MessageStatus.FAILED, MessageFault.CONTACT_STOPPED)
    assert stored.error == "550 5.1.1"
    assert await remind(to) is None
    assert (await last_of(to)).fault is MessageFault.UNREACHABLE


async def test_what_passes_is_tried_again_later(
    platform: Platform, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    post.refusals["siti@contoh.id"] = "451 4.3.0 try later"
    to = await mailed("siti@contoh.id")
    first, second = await message(await remind(to)), await message(await remind(to))
    await carried(platform)
    await first.refresh_from_db()
    assert (first.status, first.fault, first.attempts) == (MessageStatus.QUEUED, MessageFault.RETRYABLE, 1)
    post.refusals.clear()
    await carried(platform)
    assert post.arrived == []
    moving_clock.move(timedelta(minutes=1))
    await remind(await mailed("lain@contoh.id"))
    await carried(platform)
    keys = [mail["Message-ID"] for mail in post.to("siti@contoh.id")]
    assert keys == [f"<{one.message_key}@contoh.id>" for one in (first, second)]


async def test_a_stop_between_queueing_and_sending_is_honoured(platform: Platform, post: MailServer) -> None:
    to = await mailed("siti@contoh.id")
    number, reply = await remind(to), await remind(to, priority=MessagePriority.REPLY)
    await MessageStop.create(party_id=to, channel="email", stopped_at=clock.now())
    await carried(platform)
    stored = await message(number)
    assert (stored.status, stored.fault) == (MessageStatus.CANCELLED, MessageFault.OPTED_OUT)
    assert (await message(reply)).status is MessageStatus.SENT
    assert len(post.arrived) == 1


async def test_bulk_rests_in_the_quiet_hours(
    platform: Platform, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    moving_clock.move(timedelta(hours=12))
    to = await mailed("siti@contoh.id")
    bulk = await invite(to, "post.invitation", priority=MessagePriority.BULK)
    single = await remind(await mailed("lain@contoh.id"))
    await carried(platform)
    assert (await message(single)).status is MessageStatus.SENT
    assert (await message(bulk)).status is MessageStatus.QUEUED
    moving_clock.move(timedelta(hours=10))
    await remind(await mailed("pagi@contoh.id"))
    await carried(platform)
    assert (await message(bulk)).status is MessageStatus.SENT


async def test_killed_after_the_server_took_it_the_mail_is_sent_again_under_the_same_id(
    platform: Platform, post: MailServer, moving_clock: clock.MovingClock
) -> None:
    number = await remind(await mailed("siti@contoh.id"))
    await carried(platform)
    left = {"status": "sending", "lease": "lost", "lease_until": clock.now() + timedelta(minutes=5)}
    await OutboundMessage.filter(id=number).update(**left, provider_message_id=None, sent_at=None)
    await remind(await mailed("lain@contoh.id"))
    await carried(platform)
    assert len(post.to("siti@contoh.id")) == 1
    moving_clock.move(timedelta(minutes=6))
    await remind(await mailed("lain@contoh.id"))
    await carried(platform)
    first, again = post.to("siti@contoh.id")
    assert first["Message-ID"] == again["Message-ID"]
    assert (await message(number)).attempts == 2


async def test_a_server_that_is_away_costs_no_attempt(
    platform: Platform, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {**platform.settings.variables, "KOPUKM_EMAIL_URL": "smtp://127.0.0.1:1?starttls=off"}
    elsewhere = replace(platform.settings, variables=away)
    sending = EMAIL_CHANNEL.sending
    assert sending is not None
    broken = replace(EMAIL_CHANNEL, sending=lambda _: sending(elsewhere))
    monkeypatch.setitem(platform.messaging.channels, "email", broken)
    number = await remind(await mailed("siti@contoh.id"))
    await carried(platform)
    stored = await message(number)
    assert (stored.status, stored.attempts) == (MessageStatus.QUEUED, 0)
    assert "siti" not in stored.error and "tidak terhubung" in stored.error
