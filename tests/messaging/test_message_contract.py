"""Messages in the contract: a member's inbox, an officer's region, words unsealed only for them, texts and checks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.doctor import Checkup, ok
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.messaging.checks import messages_check
from kopukm_core.messaging.models import MessageText, OutboundMessage
from kopukm_core.parties import ContactKind
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from kopukm_graphql.node import global_id
from messaging.carrying import carried
from messaging.post import message, party, remind, unit

pytestmark = pytest.mark.anyio

ADMINISTRATOR = Actor(ActorKind.PERSON, "3", (Grant("core.manage_messages", ""),))
LIST = "{ messages(first: 100) { totalCount nodes { text } } }"


@pytest.fixture(scope="module")
def contract(platform: Platform) -> Any:
    """The contract of the office."""
    return compose_contract(platform)


async def asked(contract: Any, platform: Platform, actor: Actor, document: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    context = RequestContext(actor, platform.settings, platform)
    answer = await contract.execute(document, variable_values=variables, context_value=context)
    assert answer.errors is None, answer.errors
    return answer.data


def officer(region: str, *permissions: str) -> Actor:
    """Somebody with these permissions in a region."""
    return Actor(ActorKind.PERSON, "7", tuple(Grant(name, region) for name in permissions))


async def test_officers_of_the_region_see_a_message_and_members_its_words(
    platform: Platform, contract: Any
) -> None:
    await OutboundMessage.all().delete()
    to = await party((ContactKind.EMAIL, "siti@contoh.id"))
    await remind(to, about="core.CycleStep:12")
    member = Actor(ActorKind.PERSON, "9", party_ids=frozenset({to}))
    for actor, seen in (
        (member, 1),
        (officer("32.01.07", "core.read_messages"), 1),
        (officer("32.01.06", "core.read_messages"), 0),
        (officer("32.01.07", "core.read_parties"), 0),
        (Actor(ActorKind.PERSON, "9", party_ids=frozenset({to + 1})), 0),
        (ANONYMOUS, 0),
    ):
        found = (await asked(contract, platform, actor, LIST))["messages"]
        assert found["totalCount"] == len(found["nodes"]) == seen
        words = [node["text"] for node in found["nodes"]]
        assert all(text.startswith("Yth. Bu Siti") if actor is member else text is None for text in words)


async def test_a_unit_s_message_is_in_its_inbox(platform: Platform, contract: Any) -> None:
    await OutboundMessage.all().delete()
    to = await unit()
    await remind(to)
    await carried(platform)
    member = Actor(ActorKind.PERSON, "9", party_ids=frozenset({to}))
    document = "{ messages { nodes { subject status channel deliveredAt } } }"
    (found,) = (await asked(contract, platform, member, document))["messages"]["nodes"]
    assert (found["status"], found["channel"]) == ("DELIVERED", "inbox")
    assert found["deliveredAt"] is not None


async def test_addresses_are_masked_for_everybody(platform: Platform, contract: Any) -> None:
    to = await party((ContactKind.EMAIL, "siti@contoh.id"), (ContactKind.WHATSAPP, "+6281234567890"))
    document = "query($id: ID!) { party(id: $id) { contactPoints { kind value } } }"
    actor = officer("32.01", "core.read_parties", "core.read_messages")
    found = (await asked(contract, platform, actor, document, id=global_id("Party", to)))["party"]
    assert [one["value"] for one in found["contactPoints"]] == ["s•••@contoh.id", "+6281••••890"]


async def test_the_office_s_words_take_the_place_of_the_template_s(platform: Platform, contract: Any) -> None:
    given = {
        "template": "post.reminder",
        "text": "Halo {name}: {activity}, {starts_at}.",
        "subject": "Ingat {activity}",
    }
    made = await platform.runner.run("core.change_message_text", given, ADMINISTRATOR)
    assert made.accepted, made.problems
    stored = await message(await remind(await party((ContactKind.EMAIL, "siti@contoh.id"))))
    assert stored.text.whole() == "Halo Bu Siti: Sosialisasi, Senin, 2 November 2026 10.00 WIB."
    assert (stored.subject.whole(), stored.template_version) == ("Ingat Sosialisasi", 1)
    document = "{ messageTemplates { name version preview variables { name example } } }"
    templates = (await asked(contract, platform, ADMINISTRATOR, document))["messageTemplates"]
    shown = {one["name"]: one for one in templates}["post.reminder"]
    assert shown["preview"] == "Halo Koperasi Maju: Sosialisasi, Senin, 23 November 2026 08.00 WIB."
    wrong = await platform.runner.run("core.change_message_text", {**given, "text": "{nama}"}, ADMINISTRATOR)
    assert [one.code for one in wrong.problems] == ["TEXT_DOES_NOT_FIT"]
    await platform.runner.run("core.reset_message_text", {"template": "post.reminder"}, ADMINISTRATOR)
    again = await message(await remind(await party((ContactKind.EMAIL, "siti@contoh.id"))))
    assert again.text.whole().startswith("Yth. Bu Siti")
    assert await MessageText.filter(template="post.reminder").count() == 2


async def test_the_doctor_tells_of_messages_that_wait_too_long(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    await OutboundMessage.all().delete()
    await remind(await party((ContactKind.WHATSAPP, "+6281234567890")))
    checkup = Checkup(platform.settings, platform)
    assert await messages_check.examine(checkup) == [ok("Tidak ada pesan yang menunggu terlalu lama.")]
    moving_clock.move(timedelta(hours=2))
    found = await messages_check.examine(checkup)
    assert isinstance(found, list)
    assert [one.what for one in found] == ["1 pesan di kanal chat menunggu lebih dari sejam."]
