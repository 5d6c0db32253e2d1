"""Contacts, consent and stops: by officers of the region and by members of the party, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.messaging import MessageFault
from kopukm_core.messaging.models import MessageConsent
from kopukm_core.messaging.stopping import StopWord, stop_word
from kopukm_core.parties import ContactKind, ContactPoint
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.platform import Platform
from messaging.post import invite, last_of, party, remind

pytestmark = pytest.mark.anyio

OFFICER = Actor(ActorKind.PERSON, "7", (Grant("core.manage_contacts", "32.01.07"),))
EMAIL = (ContactKind.EMAIL, "siti@contoh.id")


def member(party_id: int) -> Actor:
    """Somebody who belongs to the party."""
    return Actor(ActorKind.PERSON, "9", party_ids=frozenset({party_id}))


async def do(platform: Platform, name: str, actor: Actor = OFFICER, **given: Any) -> Outcome:
    """Give a command, which must be accepted."""
    outcome = await platform.runner.run(f"core.{name}", given, actor)
    assert outcome.accepted, outcome.problems
    return outcome


async def test_a_member_adds_prefers_and_removes_contacts(platform: Platform) -> None:
    to = await party(EMAIL)
    me = member(to)
    await do(
        platform, "add_contact_point", me, party_id=to, kind="whatsapp", value="+6281234567890", verified=True
    )
    old, new = await ContactPoint.filter(party_id=to).order_by("rank")
    assert (old.kind, new.kind, new.verified_at) == (ContactKind.EMAIL, ContactKind.WHATSAPP, None)
    await do(platform, "prefer_contact_point", me, contact_point_id=new.id)
    await remind(to)
    assert (await last_of(to)).channel == "chat"
    await do(platform, "remove_contact_point", me, contact_point_id=new.id)
    await remind(to)
    assert (await last_of(to)).channel == "console"


async def test_what_is_written_of_a_contact_stays_sealed(platform: Platform) -> None:
    to = await party()
    await do(platform, "add_contact_point", party_id=to, kind="email", value="rahasia@contoh.id")
    record = await CommandRecord.filter(command="core.add_contact_point").order_by("-id").first()
    assert record is not None and record.person == f"party:{to}"
    assert "rahasia" not in str(record.input)


async def test_a_contact_that_was_stopped_is_used_again_when_it_is_added_again(platform: Platform) -> None:
    to = await party(EMAIL)
    await ContactPoint.filter(party_id=to).update(stopped_at=clock.now(), stopped_because=ContactStop.BOUNCED)
    assert await remind(to) is None
    await do(platform, "add_contact_point", party_id=to, kind="email", value=EMAIL[1])
    assert await remind(to) is not None


async def test_others_change_nothing(platform: Platform) -> None:
    to, elsewhere = await party(EMAIL), await party(EMAIL, region=None)
    for actor, party_id, error in (
        (member(to), elsewhere, NotFoundError),
        (OFFICER, elsewhere, NotAllowedError),
        (ANONYMOUS, to, Exception),
    ):
        with pytest.raises(error):
            await do(platform, "stop_messages", actor, party_id=party_id)


async def test_consent_opens_promotion_and_its_end_closes_it(platform: Platform) -> None:
    to = await party(EMAIL)
    given = {"party_id": to, "purpose": "promotion"}
    await do(platform, "give_consent", member(to), **given, notice_version="2026-1", proof="Ya, saya mau")
    assert await invite(to) is not None
    stored = await MessageConsent.get(party_id=to)
    assert (stored.notice_version, stored.given_by) == ("2026-1", "person:9")
    assert stored.proof is not None and stored.proof.whole() == "Ya, saya mau"
    await do(platform, "give_consent", member(to), **given, notice_version="2026-1")
    assert await MessageConsent.filter(party_id=to).count() == 1
    await do(platform, "give_consent", member(to), **given, notice_version="2026-2")
    await do(platform, "withdraw_consent", member(to), **given)
    assert await MessageConsent.filter(party_id=to, withdrawn_at=None).count() == 0
    assert await invite(to) is None
    assert (await last_of(to)).fault is MessageFault.NO_CONSENT


async def test_an_objection_ends_invitations_and_nothing_else(platform: Platform) -> None:
    to = await party(EMAIL)
    await do(platform, "withdraw_consent", party_id=to, purpose="invitation")
    assert await invite(to, "post.invitation") is None
    assert await remind(to) is not None
    refused = await platform.runner.run(
        "core.withdraw_consent", {"party_id": to, "purpose": "service"}, OFFICER
    )
    assert [one.code for one in refused.problems] == ["NEEDS_NO_CONSENT"]


async def test_a_stop_holds_for_its_channel_until_it_is_lifted(platform: Platform) -> None:
    to = await party((ContactKind.WHATSAPP, "+6281234567890"), EMAIL)
    await do(platform, "stop_messages", member(to), party_id=to, channel="chat")
    await remind(to)
    assert (await last_of(to)).channel == "console"
    await do(platform, "stop_messages", member(to), party_id=to)
    assert await remind(to) is None
    assert (await last_of(to)).fault is MessageFault.OPTED_OUT
    await do(platform, "allow_messages", member(to), party_id=to)
    await remind(to)
    assert (await last_of(to)).channel == "chat"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", StopWord.STOP),
        ("berhenti.", StopWord.STOP),
        ("Tolong hentikan pesan ini!", StopWord.STOP),
        ("Mulai", StopWord.ALLOW),
        ("kapan kegiatan ini berhenti?", None),
        ("jangan lupa stop kontaknya", None),
        ("", None),
    ],
)
def test_words_that_stop_messages(text: str, word: StopWord | None) -> None:
    assert stop_word(text) is word
