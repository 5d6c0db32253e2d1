"""Reports of status in any order, any number of times, end in one status; rates and order of what is taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.messaging import MessageFault, MessagePriority, MessageStatus
from kopukm_core.messaging.models import MessageChannel, OutboundMessage
from kopukm_core.messaging.status import REPORTED, fold, store_report
from kopukm_core.messaging.taking import Taken, take
from kopukm_core.parties import ContactKind
from kopukm_core.platform import Platform
from messaging.post import message, party, remind

pytestmark = pytest.mark.anyio

reports = st.lists(st.sampled_from(REPORTED), min_size=1, max_size=8)
CHAT = (ContactKind.WHATSAPP_USER, "ID.13491208655302741918")


def folded(told: list[MessageStatus]) -> MessageStatus:
    """Where a message that is being sent ends."""
    status = MessageStatus.SENDING
    for one in told:
        status = fold(status, one)
    return status


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=reports, data=st.data())
def test_order_and_repetition_make_no_difference(told: list[MessageStatus], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(told))
    more = data.draw(st.lists(st.sampled_from(told)))
    assert folded(told) == folded([*shuffled, *more]) == folded([*more, *shuffled])


@given(status=st.sampled_from(list(MessageStatus)), told=reports)
def test_a_report_never_takes_back_what_is_known(status: MessageStatus, told: list[MessageStatus]) -> None:
    ends = [fold(status, one) for one in told]
    assert all(fold(end, status) == end for end in ends)
    if status in (MessageStatus.DELIVERED, MessageStatus.READ):
        assert MessageStatus.FAILED not in ends and MessageStatus.SENT not in ends


async def test_the_database_folds_as_the_function_does(platform: Platform) -> None:
    number = await remind(await party(CHAT))
    base = clock.now()
    orders = (
        (MessageStatus.READ, MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.SENT),
        (MessageStatus.FAILED, MessageStatus.DELIVERED),
        (MessageStatus.DELIVERED, MessageStatus.FAILED),
        (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.SENT),
    )
    for told in orders:
        moments = {"sent_at": None, "delivered_at": None, "read_at": None, "ended_at": None}
        await OutboundMessage.filter(id=number).update(status="sending", fault=None, **moments)
        for minute, one in enumerate(told):
            async with transaction():
                assert await store_report(
                    number or 0, one, base + timedelta(minutes=minute), fault=MessageFault.PERMANENT
                )
        stored = await message(number)
        assert stored.status is folded(list(told))
        assert (stored.fault is None) == (stored.status is not MessageStatus.FAILED)
        if MessageStatus.SENT in told:
            assert stored.sent_at == base + timedelta(minutes=told.index(MessageStatus.SENT))


async def taken(platform: Platform, limit: int = 100) -> Taken:
    """What a carrier of the chat gets now."""
    async with transaction():
        return await take(platform.messaging, "chat", limit, "a lease", timedelta(minutes=5))


async def arrive(found: Taken) -> None:
    """All of it went out."""
    for key in found.keys:
        async with transaction():
            await store_report(key, MessageStatus.SENT, clock.now())


async def test_replies_come_first_and_one_party_s_messages_in_their_order(platform: Platform) -> None:
    await OutboundMessage.all().update(status="cancelled")
    one, other = await party(CHAT), await party(CHAT)
    bulk = await remind(one, priority=MessagePriority.BULK)
    first, second = await remind(one), await remind(one)
    lone = await remind(other)
    reply = await remind(one, priority=MessagePriority.REPLY)
    later = await remind(other, send_at=clock.now() + timedelta(hours=1))
    order = []
    while (found := await taken(platform)).keys:
        order.append(found.keys)
        await arrive(found)
    assert order == [(reply, lone), (first,), (second,), (bulk,)]
    assert (await message(later)).status is MessageStatus.QUEUED


async def test_the_rate_of_a_channel_is_kept_over_all_who_take(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    await OutboundMessage.all().update(status="cancelled")
    await MessageChannel.filter(name="chat").update(messages_per_minute=3, counted_from=None)
    for _ in range(5):
        await remind(await party(CHAT))
    began = clock.now()
    assert [len((await taken(platform, 2)).keys) for _ in range(2)] == [2, 1]
    nothing = await taken(platform)
    assert (nothing.keys, nothing.again_at) == ((), began + timedelta(minutes=1))
    moving_clock.move(timedelta(minutes=1))
    assert len((await taken(platform)).keys) == 2
    await MessageChannel.filter(name="chat").update(paused_at=clock.now())
    await remind(await party(CHAT))
    moving_clock.move(timedelta(minutes=1))
    assert (await taken(platform)).idle
    await MessageChannel.filter(name="chat").update(paused_at=None, messages_per_minute=60)
