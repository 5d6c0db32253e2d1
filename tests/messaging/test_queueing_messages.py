"""Messages are queued in the transaction of what they tell of, once, to where the party is reached."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kopukm_core import clock
from kopukm_core.db import rows, transaction
from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.jobs import OutsideTransactionError, enqueue
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.messaging import MessageFault, MessagePurpose, MessageStatus, MessageValue, send_message
from kopukm_core.messaging.models import MessageStop, OutboundMessage
from kopukm_core.parties import ContactKind, merge_parties
from kopukm_core.platform import Platform
from messaging.carrying import carried
from messaging.post import invite, last_of, message, party, remind, unit

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("platform")]

EMAIL = (ContactKind.EMAIL, "siti@contoh.id")
CHAT = (ContactKind.WHATSAPP, "+6281234567890")


async def test_a_message_is_a_row_with_its_words_sealed(platform: Platform) -> None:
    to = await party(EMAIL, name="Bu Siti")
    stored = await message(await remind(to, about="core.CycleStep:12"))
    assert (
        stored.text.whole() == "Yth. Bu Siti, kegiatan Sosialisasi dimulai Senin, 2 November 2026 10.00 WIB."
    )
    assert stored.subject.whole() == "Pengingat: Sosialisasi"
    assert (stored.status, stored.channel, stored.about) == (
        MessageStatus.QUEUED,
        "console",
        "core.CycleStep:12",
    )
    (raw,) = await rows(f"SELECT text, subject FROM outbound_message WHERE id = {stored.id}")
    assert "Siti" not in raw["text"] and "Sosialisasi" not in raw["subject"]


async def test_a_message_exists_only_if_the_change_does(platform: Platform) -> None:
    to = await party(EMAIL)
    with pytest.raises(RuntimeError, match="undone"):
        async with transaction():
            await send_message(to, "post.promotion", {}, purpose=MessagePurpose.SERVICE)
            raise RuntimeError("undone")
    assert not await OutboundMessage.filter(party_id=to).exists()
    with pytest.raises(OutsideTransactionError):
        await send_message(to, "post.promotion", {})


async def test_one_key_is_one_message(platform: Platform) -> None:
    to = await party(EMAIL)
    first = await remind(to, deduplicate="h-3 kegiatan 7")
    assert first is not None
    assert await remind(to, deduplicate="h-3 kegiatan 7") == first
    assert await OutboundMessage.filter(party_id=to).count() == 1


async def test_who_cannot_be_reached_is_recorded(platform: Platform) -> None:
    to = await party()
    assert await remind(to) is None
    stored = await last_of(to)
    assert (stored.status, stored.fault) == (MessageStatus.FAILED, MessageFault.UNREACHABLE)
    assert await remind(to, deduplicate="sekali") is None
    assert await remind(to, deduplicate="sekali") is None
    assert await OutboundMessage.filter(party_id=to).count() == 2


async def test_members_of_a_unit_find_its_messages_in_their_inbox(platform: Platform) -> None:
    stored = await message(await remind(await unit()))
    assert (stored.channel, stored.contact_point_id) == ("inbox", None)


async def test_a_promotion_without_consent_is_not_sent_and_is_recorded(platform: Platform) -> None:
    to = await party(EMAIL)
    assert await invite(to) is None
    stored = await last_of(to)
    assert (stored.status, stored.fault) == (MessageStatus.CANCELLED, MessageFault.NO_CONSENT)
    assert await invite(to, "post.invitation") is not None


async def test_a_duplicate_gets_the_messages_of_the_kept_party_s_address(platform: Platform) -> None:
    kept, duplicate = await party(CHAT), await party(EMAIL)
    async with transaction() as connection:
        await merge_parties(connection, duplicate, kept)
    stored = await message(await remind(duplicate))
    assert (stored.party_id, stored.channel) == (kept, "chat")


async def test_what_no_program_carries_waits_for_its_carrier(platform: Platform) -> None:
    before = await OutboxJob.all().count()
    await remind(await party(CHAT))
    assert await OutboxJob.all().count() == before


async def test_values_must_fit_the_template(platform: Platform) -> None:
    to = await party(EMAIL)
    async with transaction():
        too_many: dict[str, MessageValue] = {
            "name": "a",
            "activity": "b",
            "starts_at": clock.now(),
            "more": "c",
        }
        for values in ({}, too_many):
            with pytest.raises(ConfigurationError, match=r"post\.reminder"):
                await send_message(to, "post.reminder", values)
        with pytest.raises(ConfigurationError, match=r"post\.lost"):
            await send_message(to, "post.lost", {})
        with pytest.raises(NotFoundError):
            await send_message(10**9, "post.promotion", {})


async def test_a_duplicate_s_stop_holds_for_the_kept_party_and_its_address_serves(platform: Platform) -> None:
    kept, stopped, addressed = await party(), await party(CHAT), await party(EMAIL)
    await MessageStop.create(party_id=stopped, channel="chat", stopped_at=clock.now())
    async with transaction() as connection:
        await merge_parties(connection, stopped, kept)
        assert await send_message(kept, "post.promotion", {}, purpose=MessagePurpose.SERVICE) is None
        await merge_parties(connection, addressed, kept)
    stored = await message(await remind(kept))
    assert (stored.party_id, stored.channel) == (kept, "console")


async def test_a_text_that_its_channel_cannot_hold_is_refused_and_recorded(platform: Platform) -> None:
    to = await party(CHAT)
    values: dict[str, MessageValue] = {"name": "x" * 200}
    async with transaction():
        assert await send_message(to, "post.invitation", values, deduplicate="panjang") is None
        assert await send_message(to, "post.invitation", values, deduplicate="panjang") is None
    stored = await last_of(to)
    assert (stored.status, stored.fault) == (MessageStatus.FAILED, MessageFault.PERMANENT)
    assert "paling banyak 200" in stored.error


async def test_what_nobody_carried_for_a_week_is_no_news(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    number = await remind(await party(CHAT))
    moving_clock.move(timedelta(days=8))
    async with transaction():
        await enqueue("core.carry_due_messages")
    await carried(platform)
    stored = await message(number)
    assert (stored.status, stored.fault) == (MessageStatus.FAILED, MessageFault.GIVEN_UP)
