"""Messages to many at once: a few statements for thousands, each accounted for."""

from __future__ import annotations

import pytest

from kopukm_core import clock
from kopukm_core.db import copy_rows, rows, transaction
from kopukm_core.messaging import MessageStatus, MessageTo, QueuedMessages, send_each, send_messages
from kopukm_core.messaging.models import MessageConsent, MessageStop, OutboundMessage
from kopukm_core.parties import ContactKind, NewParty, PartyKind, create_parties, merge_parties
from kopukm_core.parties.models import ContactPoint
from kopukm_core.platform import Platform
from kopukm_core.privacy import PersonalText
from messaging.post import party
from statements import recorded_statements

pytestmark = pytest.mark.anyio


async def many(number: int) -> list[int]:
    """So many parties with an address each."""
    async with transaction():
        keys = await create_parties(
            PartyKind.ORGANISATION, "", [NewParty(f"Koperasi {one}", "32.01.07") for one in range(number)]
        )
        await copy_rows(
            ContactPoint,
            ("party_id", "kind", "value", "value_hash", "rank", "created_at"),
            [
                (key, ContactKind.EMAIL, PersonalText(f"k{key}@contoh.id"), f"{key}", 0, clock.now())
                for key in keys
            ],
        )
    return keys


async def test_thousands_are_queued_with_a_few_statements(platform: Platform) -> None:
    keys = await many(2_500)
    each = {key: {"name": f"Koperasi {key}"} for key in keys}
    with recorded_statements() as statements:
        async with transaction():
            told = await send_messages(keys, "post.invitation", {}, each=each, deduplicate="undangan 7")
    assert len(statements) < 30
    assert told == QueuedMessages(queued=2_500)
    last = await OutboundMessage.get(party_id=keys[-1])
    assert last.text.whole() == f"Datanglah, Koperasi {keys[-1]}."
    assert (last.status, last.priority, last.deduplication_key) == (
        MessageStatus.QUEUED, 2, f"undangan 7:{keys[-1]}",
    )  # fmt: skip
    async with transaction():
        again = await send_messages(keys, "post.invitation", {}, each=each, deduplicate="undangan 7")
    assert again == QueuedMessages(repeated=2_500)
    assert await OutboundMessage.filter(party_id__in=keys[:10]).count() == 10


async def test_everybody_is_accounted_for(platform: Platform) -> None:
    reached, gone, stopped, objecting, kept = [
        await party((ContactKind.EMAIL, f"{name}@contoh.id")) if name else await party()
        for name in ("siti", "", "budi", "ani", "tuti")
    ]
    double = await party()
    await MessageStop.create(party_id=stopped, stopped_at=clock.now())
    await MessageConsent.create(party_id=objecting, purpose="invitation", withdrawn_at=clock.now())
    async with transaction() as connection:
        await merge_parties(connection, double, kept)
    asked = [reached, gone, stopped, objecting, kept, double, reached, 10**9]
    async with transaction():
        told = await send_messages(asked, "post.invitation", {"name": "Bapak/Ibu"})
    assert told == QueuedMessages(queued=2, unreachable=1, opted_out=1, no_consent=1)
    found = await rows(
        "SELECT party_id, fault FROM outbound_message WHERE template = 'post.invitation'"
        f" AND party_id IN ({', '.join(map(str, [*asked[:6]]))}) ORDER BY party_id"
    )
    assert [(row["party_id"], row["fault"]) for row in found] == [
        (reached, None), (gone, "unreachable"), (stopped, "opted_out"), (objecting, "no_consent"), (kept, None),
    ]  # fmt: skip


async def test_an_address_that_two_parties_share_is_written_to_for_each_until_they_are_one(
    platform: Platform,
) -> None:
    shared = (ContactKind.EMAIL, "bersama@contoh.id")
    first, second, third = await party(shared), await party(shared), await party(shared)

    async def told(*keys: int) -> tuple[int, int]:
        async with transaction():
            sent = await send_messages(keys, "post.invitation", {"name": "Ibu"}, deduplicate="bersama 1")
        return sent.queued, sent.repeated

    assert await told(first, second) == (2, 0), "each in its own name"
    assert await told(first, second) == (0, 2)
    async with transaction() as connection:
        await merge_parties(connection, first, third)
    assert await told(third) == (0, 1), "told before it was known to be the same"
    assert await told(first, second, third) == (0, 3)


async def test_what_the_kept_party_stopped_does_not_come_back_by_its_duplicate(platform: Platform) -> None:
    shared = (ContactKind.EMAIL, "salah@contoh.id")
    kept, duplicate = await party(shared), await party(shared)
    async with transaction() as connection:
        await merge_parties(connection, duplicate, kept)
    await ContactPoint.filter(party_id=duplicate).update(stopped_at=clock.now())
    messages = [MessageTo(kept, {"name": name}, f"surat {name}") for name in ("Ibu", "Bapak")]
    async with transaction():
        assert (await send_each(messages, "post.invitation")).queued == 2, "two to one party"
        again = await send_each([*messages, MessageTo(10**9, {"name": "?"})], "post.invitation")
    assert again == QueuedMessages(repeated=2)
    await ContactPoint.filter(party_id=duplicate).update(stopped_at=None)
    await ContactPoint.filter(party_id=kept).update(stopped_at=clock.now())
    async with transaction():
        fresh = [MessageTo(kept, {"name": "Ibu"})]
        assert (await send_each(fresh, "post.invitation")).unreachable == 1
