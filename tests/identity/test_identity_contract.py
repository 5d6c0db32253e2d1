"""Identity through the contract, over HTTP: logging in, `me`, own sessions; names masked, tokens once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from composed_once import composed_once
from identity.people import OPERATOR, PASSWORD, account, member, party
from kopukm_core.identity.assignments import assign_role
from kopukm_core.identity.models import Account, PartyMembership
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application

pytestmark = pytest.mark.anyio

GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "")
LOG_IN = """
mutation ($name: String!, $password: String!) {
  logIn(input: { loginName: $name, password: $password, device: "Telepon" }) {
    problems { field code message }
    result { token expiresAt mustChangePassword }
  }
}
"""
ME = """
{
  me {
    kind
    permissions { permission regionCode }
    account {
      loginName name state
      sessions { title revokedAt }
      roles { role regionCode }
      memberships { title state }
    }
  }
}
"""


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Platform]:
    async with composed_once(build_platform(settings, [GRAPHQL])).open(prepare=False) as running:
        yield running


@pytest.fixture
async def client(served: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(platform_application(served))
    async with httpx2.AsyncClient(transport=transport, base_url="http://kopukm") as opened:
        yield opened


async def _ask(
    client: httpx2.AsyncClient, document: str, token: str = "", **variables: Any
) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    response = await client.post(
        "/graphql", json={"query": document, "variables": variables}, headers=headers
    )
    answer: dict[str, Any] = response.json()
    return answer


async def _log_in(client: httpx2.AsyncClient, name: str, password: str = PASSWORD) -> dict[str, Any]:
    answer = await _ask(client, LOG_IN, name=name, password=password)
    assert "errors" not in answer, answer
    payload: dict[str, Any] = answer["data"]["logIn"]
    return payload


async def test_a_person_logs_in_and_sees_themselves_with_the_address_masked(
    client: httpx2.AsyncClient, served: Platform
) -> None:
    siti = await account("siti@contoh.id")
    await assign_role(OPERATOR, siti, "core.membership_officer", "32.01.07", roles=served.roles)
    await member(await party("32.01.07"), siti)
    token = (await _log_in(client, "siti@contoh.id"))["result"]["token"]

    answer = await _ask(client, ME, token)

    assert "errors" not in answer, answer
    assert answer["data"]["me"] == {
        "kind": "person",
        "permissions": [{"permission": "core.approve_membership", "regionCode": "32.01.07"}],
        "account": {
            "loginName": "s•••@contoh.id",
            "name": "Siti Aminah",
            "state": "ACTIVE",
            "sessions": [{"title": "Telepon", "revokedAt": None}],
            "roles": [{"role": "core.membership_officer", "regionCode": "32.01.07"}],
            "memberships": [{"title": "Ketua", "state": "APPROVED"}],
        },
    }


async def test_nobody_is_nobody_and_a_bad_token_is_an_error(client: httpx2.AsyncClient) -> None:
    assert (await _ask(client, "{ me { kind account { id } } }"))["data"] == {
        "me": {"kind": "anonymous", "account": None}
    }

    answer = await _ask(client, "{ me { kind } }", "kop_p_" + "a" * 43)

    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert not answer.get("data")


async def test_a_wrong_password_is_a_problem_and_too_many_are_an_error(client: httpx2.AsyncClient) -> None:
    await account("siti")
    for _ in range(5):
        payload = await _log_in(client, "siti", "salah sama sekali")
        assert payload["result"] is None
        assert [problem["code"] for problem in payload["problems"]] == ["WRONG_LOGIN"]

    answer = await _ask(client, LOG_IN, name="siti", password=PASSWORD)

    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert PASSWORD not in str(answer)


async def test_a_person_sees_no_account_but_their_own(client: httpx2.AsyncClient) -> None:
    await account("budi")
    await account("siti")
    token = (await _log_in(client, "siti"))["result"]["token"]
    document = "{ accounts { totalCount nodes { loginName sessions { title } } } }"

    own = await _ask(client, document, token)
    nobody = await _ask(client, document)

    assert own["data"]["accounts"]["totalCount"] == 1
    assert own["data"]["accounts"]["nodes"][0]["loginName"] == "siti"
    assert nobody["data"]["accounts"]["totalCount"] == 0
    assert await Account.all().count() == 2


async def test_no_type_of_the_contract_shows_a_hash(client: httpx2.AsyncClient) -> None:
    answer = await _ask(client, '{ __type(name: "Account") { fields { name } } }')

    names = {field["name"] for field in answer["data"]["__type"]["fields"]}
    assert "loginName" in names
    assert not {name for name in names if "hash" in name.lower() or "password" in name.lower()} - {
        "mustChangePassword"
    }


async def test_a_membership_is_asked_for_and_decided_by_its_global_ids(
    client: httpx2.AsyncClient, served: Platform
) -> None:
    await account("siti")
    chief, mine = await account("budi"), await party("32.01.07")
    await assign_role(OPERATOR, chief, "core.membership_officer", "32.01", roles=served.roles)
    siti_token, chief_token = [(await _log_in(client, name))["result"]["token"] for name in ("siti", "budi")]
    asked = await _ask(
        client,
        """mutation ($party: ID!) {
             requestMembership(input: { partyId: $party, title: "Ketua" }) { problems { code } }
           }""",
        siti_token,
        party=global_id("Party", str(mine.id)),
    )
    assert asked["data"]["requestMembership"] == {"problems": []}
    waiting = await _ask(client, "{ memberships { nodes { id state } } }", chief_token)
    (request,) = waiting["data"]["memberships"]["nodes"]

    decided = await _ask(
        client,
        """mutation ($id: ID!) {
             decideMembership(input: { membershipId: $id, approve: true }) { problems { code message } }
           }""",
        chief_token,
        id=request["id"],
    )

    assert decided["data"]["decideMembership"] == {"problems": []}
    assert (await PartyMembership.get()).state == "approved"
