"""`cooperativeChanged`: rows read afresh for each subscriber, with what it may see at that moment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core.db import Dialect, transaction
from kopukm_core.events import Event, EventBus, open_events, publish
from kopukm_core.identity.models import AccessToken
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from kopukm_siopik.recording.announcing import MOST, TOPIC, announce
from live_server import Talk, serving, talking, until
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY, OPERATOR, log_in, new_account
from siopik.registry import CIBINONG, CITEUREUP, GIVEN, PAKANSARI, PUSPANEGARA, give, make_regions

pytestmark = pytest.mark.anyio

WATCH = """subscription($id: ID, $within: RegionCode) { cooperativeChanged(id: $id, within: $within) {
  name phone regionCode yearlyReports { year } } }"""


@dataclass(frozen=True)
class Office:
    platform: Platform
    bus: EventBus
    host: str
    tokens: dict[str, str]


@pytest.fixture(scope="module")
async def office(
    anyio_backend: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """The product serving two officers, each of one kecamatan."""
    home = tmp_path_factory.mktemp("office")
    apps = build_platform(Settings(home=home), [GRAPHQL, SIOPIK]).apps
    async with AsyncExitStack() as stack:
        url = stack.enter_context(databases.fresh(Dialect.SQLITE, apps))
        settings = Settings(home=home, database_url=url, variables=FREE_DOCUMENTS_ONLY)
        platform = composed_once(build_platform(settings, [GRAPHQL, SIOPIK]))
        await stack.enter_async_context(platform.open(prepare=False))
        await make_regions()
        bus = await stack.enter_async_context(open_events())
        host = await stack.enter_async_context(serving(platform_application(platform)))
        tokens = {}
        async with httpx2.AsyncClient(base_url=f"http://{host}") as client:
            for name, region in (("siti", CIBINONG), ("budi", CITEUREUP)):
                await new_account(platform, name, ("siopik.officer", region))
                tokens[name] = await log_in(client, name)
        yield Office(platform, bus, host, tokens)


@asynccontextmanager
async def watching(office: Office, who: str | None = None, **given: str) -> AsyncIterator[Talk]:
    before = sum(map(len, office.bus._subscriptions.values()))
    async with talking(office.host) as talk:
        await talk.begin({"Authorization": f"Bearer {office.tokens[who]}"} if who else None)
        await talk.subscribe("1", WATCH, **given)
        await until(lambda: sum(map(len, office.bus._subscriptions.values())) > before)
        yield talk


async def heard(talk: Talk) -> Any:
    message = await talk.hear()
    assert message["type"] == "next", message
    assert "errors" not in message["payload"], message
    return message["payload"]["data"]["cooperativeChanged"]


_numbers = iter(range(10, 99))


async def register(office: Office, **told: Any) -> int:
    number = next(_numbers)
    given = {**GIVEN, "nik": f"32010100100{number}", "legal_entity_number": f"{number}/BH", **told}
    outcome = await give(office.platform, "register_cooperative", given, OPERATOR)
    assert outcome.reference is not None, outcome.problems
    return int(outcome.reference.id)


async def test_each_subscriber_sees_what_it_may_and_what_lies_in_its_region(office: Office) -> None:
    async with (
        watching(office, "siti") as siti,
        watching(office, "budi") as budi,
        watching(office, within=CITEUREUP) as elsewhere,
    ):
        await register(office, name="Koperasi Satu", region_code=PAKANSARI)
        await register(office, name="Koperasi Dua", region_code=PUSPANEGARA)
        first, second = await heard(siti), await heard(siti)
        assert [first["name"], second["name"]] == ["Koperasi Satu", "Koperasi Dua"]
        assert first["phone"] == GIVEN["phone"]
        assert second["phone"] != GIVEN["phone"]
        assert (await heard(budi))["phone"] != GIVEN["phone"]
        assert (await heard(budi))["phone"] == GIVEN["phone"]
        only = await heard(elsewhere)
        assert (only["name"], only["regionCode"]) == ("Koperasi Dua", PUSPANEGARA)
        assert only["phone"] != GIVEN["phone"]


async def test_one_cooperative_is_watched_through_its_commands(office: Office) -> None:
    watched, other = await register(office), await register(office)
    async with watching(office, "siti", id=global_id("Cooperative", watched)) as talk:
        await give(
            office.platform, "correct_cooperative", {"cooperative_id": other, "name": "Lain"}, OPERATOR
        )
        corrected = {"cooperative_id": watched, "name": "KSU Baru"}
        await give(office.platform, "correct_cooperative", corrected, OPERATOR)
        assert (await heard(talk))["name"] == "KSU Baru"
        report = {"cooperative_id": watched, "year": 2024, "members_male": 3}
        await give(office.platform, "report_year", report, OPERATOR)
        assert (await heard(talk))["yearlyReports"] == [{"year": 2024}]
        meeting = {"cooperative_id": watched, "year": 2024, "held_on": "2025-03-01"}
        await give(office.platform, "report_annual_meeting", meeting, OPERATOR)
        assert (await heard(talk))["name"] == "KSU Baru"
        dissolved = {"cooperative_id": watched, "dissolved_on": "2026-01-02"}
        await give(office.platform, "dissolve_cooperative", dissolved, OPERATOR)
        assert (await heard(talk))["name"] == "KSU Baru"


async def test_one_that_moves_is_told_where_it_was_and_where_it_is(office: Office) -> None:
    moved = await register(office, region_code=PAKANSARI)
    async with watching(office, within=CIBINONG) as former, watching(office, within=CITEUREUP) as present:
        told = {"cooperative_id": moved, "region_code": PUSPANEGARA}
        await give(office.platform, "correct_cooperative", told, OPERATOR)
        assert (await heard(former))["regionCode"] == (await heard(present))["regionCode"] == PUSPANEGARA


async def test_a_refused_command_tells_nothing(office: Office) -> None:
    async with watching(office) as talk:
        outcome = await give(office.platform, "register_cooperative", {"name": "KSU Tanpa Nomor"}, OPERATOR)
        assert not outcome.accepted
        await register(office, name="KSU Sesudahnya")
        assert (await heard(talk))["name"] == "KSU Sesudahnya"


async def test_what_was_missed_asks_to_read_afresh_and_one_record_is_sent_as_it_is(office: Office) -> None:
    key = await register(office, name="KSU Dilihat")
    async with watching(office) as all_of_them, watching(office, id=global_id("Cooperative", key)) as one:
        office.bus.tell_missed()
        assert await heard(all_of_them) is None
        assert (await heard(one))["name"] == "KSU Dilihat"


async def test_many_changes_at_once_are_told_as_one(office: Office) -> None:
    async with watching(office, within=PAKANSARI) as inside, watching(office, within=PUSPANEGARA) as outside:
        async with transaction():
            await announce((number, PAKANSARI) for number in range(MOST + 1))
        assert await heard(inside) is None
        await register(office, name="KSU Berikut", region_code=PUSPANEGARA)
        assert (await heard(outside))["name"] == "KSU Berikut"


async def test_more_rows_than_may_wait_become_one_request_to_read_afresh(office: Office) -> None:
    key = await register(office)
    async with watching(office) as talk:
        for number in range(1_000, 1_300):
            await publish(Event(TOPIC, {"cooperative_id": number, "region_code": PAKANSARI}))
        await publish(Event(TOPIC, {"cooperative_id": key, "region_code": PAKANSARI}))
        assert await heard(talk) is None


async def test_a_row_that_is_not_there_sends_nothing(office: Office) -> None:
    async with watching(office) as talk:
        await publish(Event(TOPIC, {"cooperative_id": 987_654, "region_code": PAKANSARI}))
        await register(office, name="KSU Nyata")
        assert (await heard(talk))["name"] == "KSU Nyata"


async def test_a_revoked_token_ends_the_subscription_at_the_next_event(office: Office) -> None:
    async with httpx2.AsyncClient(base_url=f"http://{office.host}") as client:
        office.tokens["sementara"] = await log_in(client, "budi")
    async with watching(office, "sementara") as talk:
        newest = await AccessToken.all().order_by("-id").first()
        assert newest is not None
        await AccessToken.filter(id=newest.id).update(revoked_at=newest.created_at)
        await register(office)
        told = await talk.hear()
        assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "UNAUTHENTICATED")
        assert await talk.ended() == (4403, "Forbidden")
    assert not office.bus._subscriptions


BAD = {
    "another type": {"id": global_id("Region", "32.01")},
    "no id": {"id": "x"},
    "both": {"id": global_id("Cooperative", 1), "within": CIBINONG},
    "no region": {"within": "Bogor"},
}


@pytest.mark.parametrize("given", BAD)
async def test_arguments_that_do_not_fit_are_refused(office: Office, given: str) -> None:
    async with talking(office.host) as talk:
        await talk.begin()
        await talk.subscribe("1", WATCH, **BAD[given])
        told = await talk.hear()
        assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "BAD_USER_INPUT")
