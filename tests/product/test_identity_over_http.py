"""Logging in, being somebody, and logging out through the contract; a wrong token never becomes anonymous."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from kopukm_core import clock
from kopukm_core.db import Dialect
from kopukm_core.identity.models import MembershipState, PartyMembership, ServiceContact
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from office import LOG_IN, OPERATOR, PASSWORD, ask, client_of, log_in, new_account, reply

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True),
]

ME = """{ me { kind key permissions { permission regionCode } drafts { command input }
  account { name loginName roles { role regionCode } memberships { state party { name } } sessions { title } } } }"""
BEGUN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moving_clock() -> Iterator[clock.MovingClock]:
    """08.00 WIB on a Monday, until the test moves it."""
    moving = clock.MovingClock(BEGUN)
    with clock.using(moving):
        yield moving


@pytest.fixture
async def client(product: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the product with one kecamatan and an officer of it, `siti`."""
    from registry_rows import seed_regions

    await seed_regions()
    await new_account(product, "siti", ("siopik.officer", "32.01.07"))
    async with client_of(platform_application(product)) as opened:
        yield opened


def code_of(answered: httpx2.Response) -> str:
    (error,) = answered.json()["errors"]
    return str(error["extensions"]["code"])


async def test_a_session_from_log_in_to_log_out(client: httpx2.AsyncClient, product: Platform) -> None:
    anonymous = (await ask(client, ME))["me"]
    assert anonymous == {
        "kind": "anonymous",
        "key": "anonymous",
        "permissions": [],
        "drafts": [],
        "account": None,
    }
    token = await log_in(client, "siti")
    saved = 'mutation { saveDraft(command: "siopik.register_cooperative", input: {name: "KSU Mekar"}) }'
    assert await ask(client, saved, token) == {"saveDraft": True}
    me = (await ask(client, ME, token))["me"]
    assert me["kind"] == "person"
    (officer,) = (role for role in product.roles if role.name == "siopik.officer")
    assert {"siopik.write", "siopik.read_contacts"} < set(officer.permissions)
    assert me["permissions"] == [
        {"permission": name, "regionCode": "32.01.07"} for name in sorted(map(str, officer.permissions))
    ]
    assert me["drafts"] == [{"command": "siopik.register_cooperative", "input": {"name": "KSU Mekar"}}]
    assert me["account"]["loginName"] == "siti"
    assert me["account"]["roles"] == [{"role": "siopik.officer", "regionCode": "32.01.07"}]
    assert len(me["account"]["sessions"]) == 1
    other = await log_in(client, "siti")
    assert await ask(client, "mutation { logOut { problems { code } } }", token) == {
        "logOut": {"problems": []}
    }
    gone = await reply(client, ME, token)
    assert (gone.status_code, code_of(gone)) == (401, "UNAUTHENTICATED")
    assert (await ask(client, ME, other))["me"]["kind"] == "person"


async def test_a_wrong_password_is_refused_and_then_throttled(
    client: httpx2.AsyncClient, moving_clock: clock.MovingClock
) -> None:
    wrong = {"loginName": "siti", "password": "bukan kata sandinya"}
    for _ in range(5):
        refused = (await ask(client, LOG_IN, input=wrong))["logIn"]
        assert refused["result"] is None
        assert [each["code"] for each in refused["problems"]] == ["WRONG_LOGIN"]
    throttled = await reply(client, LOG_IN, input={**wrong, "password": PASSWORD})
    assert code_of(throttled) == "TOO_MANY_REQUESTS"
    assert throttled.status_code == 200
    unknown = await ask(client, LOG_IN, input={"loginName": "tidak.ada", "password": PASSWORD})
    assert unknown["logIn"] == refused
    moving_clock.move(timedelta(minutes=1))
    assert await log_in(client, "siti")


NO_TOKENS = (
    "Bearer",
    "Bearer x",
    f"Bearer {'a' * 48}",
    "Basic c2l0aTpzYXRl",
    "",
    "Bearer a b",
    "bukan apa-apa",
)


async def test_a_header_that_is_no_token_is_refused_and_never_anonymous(client: httpx2.AsyncClient) -> None:
    for authorization in NO_TOKENS:
        body = {"query": "{ me { kind } }"}
        answered = await client.post("/graphql", json=body, headers={"authorization": authorization})
        assert answered.status_code == 401, authorization
        assert code_of(answered) == "UNAUTHENTICATED"
        assert "data" not in answered.json()


async def test_a_token_ends_when_it_is_not_used(
    client: httpx2.AsyncClient, moving_clock: clock.MovingClock
) -> None:
    token = await log_in(client, "siti")
    moving_clock.move(timedelta(days=366))
    answered = await reply(client, ME, token)
    assert (answered.status_code, code_of(answered)) == (401, "UNAUTHENTICATED")


async def test_a_disabled_account_is_out_at_once(client: httpx2.AsyncClient, product: Platform) -> None:
    token = await log_in(client, "siti")
    number = (await ask(client, "{ me { account { id } } }", token))["me"]["account"]["id"]
    await new_account(product, "kepala", ("core.administrator", "32.01"))
    head = await log_in(client, "kepala")
    disable = (
        "mutation($input: DisableAccountInput!) { disableAccount(input: $input) { problems { message } } }"
    )
    refused = await reply(client, disable, token, input={"accountId": number})
    assert code_of(refused) == "FORBIDDEN"
    assert (await ask(client, disable, head, input={"accountId": number}))["disableAccount"]["problems"] == []
    assert (await reply(client, ME, token)).status_code == 401


async def test_a_service_acts_for_a_verified_contact_only(
    client: httpx2.AsyncClient, product: Platform
) -> None:
    number = await new_account(product, "dewi", ("siopik.officer", "32.01"))
    scopes = ["siopik.read_contacts", "core.verify_contacts"]
    given = {"service": "whatsapp", "title": "Percakapan", "scopes": scopes, "region_code": "32.01.07"}
    made = await product.runner.run("core.create_service_token", given, OPERATOR)
    assert made.values is not None, made.problems
    token, contact = str(made.values["token"]), "+628111222333"
    assert (await ask(client, ME, token))["me"]["key"] == "service:whatsapp"

    unverified = await reply(client, ME, token, acting_for=contact)
    assert (unverified.status_code, code_of(unverified)) == (401, "UNAUTHENTICATED")
    verify = 'mutation { verifyContact(input: { externalId: "+628111222333" }) { problems { message } } }'
    assert await ask(client, verify, token) == {"verifyContact": {"problems": []}}
    await ServiceContact.all().update(account_id=number)

    me = (await ask(client, ME, token, acting_for=contact))["me"]
    assert me["key"].startswith("service:whatsapp/contact:")
    assert me["permissions"] == [{"permission": "siopik.read_contacts", "regionCode": "32.01.07"}]
    assert me["account"]["loginName"] == "dewi"
    session = await log_in(client, "siti")
    for without in (None, session):
        answered = await reply(client, ME, without, acting_for=contact)
        assert (answered.status_code, code_of(answered)) == (401, "UNAUTHENTICATED")


async def test_a_membership_counts_once_an_officer_has_approved_it(
    client: httpx2.AsyncClient, product: Platform
) -> None:
    from registry_rows import GUNUNG, seed_registry

    await seed_registry(3)
    found = await Party.filter(region_id__startswith=GUNUNG).order_by("id").first()
    assert found is not None
    party = found.id
    await new_account(product, "ketua")
    await new_account(product, "petugas", ("core.membership_officer", GUNUNG))
    await new_account(product, "petugas.lain", ("core.membership_officer", "32.01.13"))
    member, officer, other = [await log_in(client, name) for name in ("ketua", "petugas", "petugas.lain")]
    request = """mutation($input: RequestMembershipInput!) { requestMembership(input: $input) {
        problems { message } membership { id state } } }"""
    asked = {"partyId": global_id("Party", party), "title": "Ketua"}
    made = (await ask(client, request, member, input=asked))["requestMembership"]
    assert made["membership"]["state"] == "REQUESTED"
    own = "{ siopik { yearlyReports { totalCount } } parties { totalCount } memberships { totalCount } }"
    assert (await ask(client, own, member))["parties"] == {"totalCount": 0}

    decide = """mutation($input: DecideMembershipInput!) { decideMembership(input: $input) {
        problems { message } membership { state } } }"""
    decision = {"membershipId": made["membership"]["id"], "approve": True}
    assert code_of(await reply(client, decide, other, input=decision)) in ("FORBIDDEN", "NOT_FOUND")
    assert (await ask(client, own, officer))["memberships"] == {"totalCount": 1}
    assert (await ask(client, own, other))["memberships"] == {"totalCount": 0}
    approved = (await ask(client, decide, officer, input=decision))["decideMembership"]
    assert approved == {"problems": [], "membership": {"state": "APPROVED"}}
    assert (await PartyMembership.all().get()).state is MembershipState.APPROVED
    assert (await ask(client, own, member))["parties"] == {"totalCount": 1}
