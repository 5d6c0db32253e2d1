"""An outside program takes messages by a token and tells what became of them; killed, it loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.db import transaction
from kopukm_core.doctor import Checkup
from kopukm_core.errors import BadInputError, NotAllowedError
from kopukm_core.identity import Actor, ActorKind, Grant
from kopukm_core.identity.actor import operator
from kopukm_core.messaging import MessageFault, MessageStatus, send_message
from kopukm_core.messaging.carrying import leased_messages
from kopukm_core.messaging.checks import messages_check
from kopukm_core.messaging.models import MessageChannel, OutboundMessage
from kopukm_core.parties import ContactKind, ContactPoint
from kopukm_core.platform import Platform
from messaging.post import message, party, remind

pytestmark = pytest.mark.anyio

CARRIER = Actor(ActorKind.SERVICE, "wa", (Grant("core.carry_messages", "32.01"),))
CHAT = (ContactKind.WHATSAPP_USER, "ID.13491208655302741918")


@pytest.fixture(autouse=True)
async def _only_mine(platform: Platform) -> None:
    await OutboundMessage.all().update(status="cancelled", lease=None)


async def take(platform: Platform, key: str | None = None, actor: Actor = CARRIER) -> Mapping[str, Any]:
    """What `core.take_messages` answers."""
    outcome = await platform.runner.run("core.take_messages", {"channel": "chat"}, actor, key=key)
    assert outcome.values is not None, outcome.problems
    return outcome.values


async def report(platform: Platform, **given: Any) -> Outcome:
    """Tell what became of a message."""
    return await platform.runner.run("core.report_message_status", given, CARRIER)


async def test_a_message_is_taken_read_and_reported(platform: Platform) -> None:
    number = await remind(await party(CHAT))
    lease = (await take(platform))["lease"]
    (held,) = await leased_messages(platform, lease)
    assert (held.message_id, held.address, held.attempt) == (number, CHAT[1], 1)
    assert (await take(platform))["messages"] == 0
    told = {"message_id": number, "lease": lease, "provider_message_id": "wamid.1"}
    assert (await report(platform, **told, status="sent")).accepted
    by_provider = {"channel": "chat", "provider_message_id": "wamid.1"}
    assert (await report(platform, **by_provider, status="read")).accepted
    assert (await report(platform, **by_provider, status="delivered")).accepted
    stored = await message(number)
    assert stored.status is MessageStatus.READ
    assert None not in (stored.sent_at, stored.delivered_at, stored.read_at)
    assert await leased_messages(platform, lease) == []


async def test_what_cannot_be_a_lease_is_refused(platform: Platform) -> None:
    assert await leased_messages(platform, "x" * 40) == []
    for impossible in ("x" * 41, "\0"):
        with pytest.raises(BadInputError, match="tidak sah"):
            await leased_messages(platform, impossible)


async def test_an_answer_that_was_lost_is_given_again(platform: Platform) -> None:
    await remind(await party(CHAT))
    first = await take(platform, "putaran 1")
    assert await take(platform, "putaran 1") == first
    assert len(await leased_messages(platform, first["lease"])) == 1


async def test_what_a_killed_carrier_held_is_taken_again_and_told_as_a_repetition(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    number = await remind(await party(CHAT))
    lost = (await take(platform))["lease"]
    (before,) = await leased_messages(platform, lost)
    moving_clock.move(timedelta(minutes=6))
    assert await leased_messages(platform, lost) == []
    (again,) = await leased_messages(platform, (await take(platform))["lease"])
    assert (again.attempt, again.message_key) == (2, before.message_key)
    late = {"message_id": number, "lease": lost, "status": "failed", "fault": "retryable"}
    assert (await report(platform, **late)).accepted
    assert (await message(number)).status is MessageStatus.SENDING
    assert (await report(platform, message_id=number, status="sent")).accepted
    moving_clock.move(timedelta(minutes=6))
    assert (await take(platform))["messages"] == 0


async def test_a_carrier_that_never_answers_ends_the_message_and_is_shown_to_the_office(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    number = await remind(await party(CHAT))
    set_to = {"channel": "chat", "most_attempts": 2, "give_up_hours": 24}
    assert (await platform.runner.run("core.set_message_channel", set_to, operator("siti"))).accepted
    try:
        for _ in range(2):
            assert (await take(platform))["messages"] == 1
            moving_clock.move(timedelta(minutes=6))
        assert (await take(platform))["messages"] == 0
        stored = await message(number)
        assert (stored.status, stored.fault, stored.attempts) == (
            MessageStatus.FAILED,
            MessageFault.GIVEN_UP,
            2,
        )
        found = await messages_check.examine(Checkup(platform.settings, platform))
        assert isinstance(found, list)
        (told,) = [one for one in found if "dicoba" in one.what]
        assert "1 pesan di kanal chat" in told.what and "core.retry_message" in told.remedy

        # It did arrive, and the carrier comes back to tell so, late and twice.
        for status in ("sent", "sent"):
            assert (await report(platform, message_id=number, status=status)).accepted
        arrived = await message(number)
        assert arrived.status is MessageStatus.SENT
        assert {arrived.fault, arrived.ended_at} == {None}

        # What is throttled for ever is no better than what nobody answers.
        slow = await remind(await party(CHAT))
        hours = 0
        while (await take(platform))["messages"]:
            hours += 1
            passing = {"message_id": slow, "status": "failed", "fault": "throttled", "retry_after": 3600}
            assert (await report(platform, **passing)).accepted
            assert (await report(platform, **passing)).accepted, "told twice, counted once"
            moving_clock.move(timedelta(hours=1))
        assert (hours, (await message(slow)).status) == (24, MessageStatus.FAILED)
    finally:
        await MessageChannel.filter(name="chat").update(most_attempts=8, give_up_hours=168)


async def test_failures_say_what_follows(platform: Platform, moving_clock: clock.MovingClock) -> None:
    to = await party(CHAT)
    number = await remind(to)
    lease = (await take(platform))["lease"]
    throttled = {
        "message_id": number,
        "lease": lease,
        "status": "failed",
        "fault": "throttled",
        "retry_after": 90,
    }
    assert (await report(platform, **throttled)).accepted
    stored = await message(number)
    assert (stored.status, stored.attempts) == (MessageStatus.QUEUED, 0)
    assert stored.next_attempt_at == clock.now() + timedelta(seconds=90)
    moving_clock.move(timedelta(seconds=90))
    lease = (await take(platform))["lease"]
    stopped = {"message_id": number, "lease": lease, "status": "failed", "fault": "contact_stopped"}
    assert (await report(platform, **stopped)).accepted
    stored = await message(number)
    assert (stored.status, stored.fault) == (MessageStatus.FAILED, MessageFault.CONTACT_STOPPED)
    assert (await ContactPoint.get(party_id=to)).stopped_at is not None


async def test_only_who_may_carry_takes_and_only_what_is_carried_outside(platform: Platform) -> None:
    for stranger in (
        Actor(ActorKind.SERVICE, "lain", (Grant("core.read_messages", ""),)),
        Actor(ActorKind.SERVICE, "desa", (Grant("core.carry_messages", "32.01.07"),)),
    ):
        with pytest.raises(NotAllowedError):
            await take(platform, actor=stranger)
    outcome = await platform.runner.run("core.take_messages", {"channel": "email"}, CARRIER)
    assert [one.code for one in outcome.problems] == ["NO_SUCH_CHANNEL"]
    mailed = await party((ContactKind.EMAIL, "siti@contoh.id"))
    async with transaction():
        number = await send_message(mailed, "post.invitation", {"name": "Bu Siti"})
    refused = await report(platform, message_id=number, status="sent")
    assert [one.code for one in refused.problems] == ["NO_SUCH_MESSAGE"]
