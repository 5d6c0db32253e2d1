"""An office at work: accounts, logins and requests over HTTP to the composed product."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from starlette.applications import Starlette

from kopukm_core.identity.actor import operator
from kopukm_core.identity.models import Account
from kopukm_core.platform import Platform

PASSWORD = "gunung salak biru 7"  # noqa: S105 - of accounts that live as long as a test
OPERATOR = operator("siti")
FREE_DOCUMENTS_ONLY = {"KOPUKM_TRUSTED_DOCUMENTS": "off"}
"""Variables of an office that nobody asks by id: holding all operations against the contract is most of the work
of composing an application.
"""

LOG_IN = """mutation($input: LogInInput!) { logIn(input: $input) {
  problems { field code message } result { token expiresAt mustChangePassword } } }"""


async def new_account(platform: Platform, login_name: str, *roles: tuple[str, str | None]) -> int:
    """An account with these (role, region) pairs, made by the operator; its number. The temporary
    password counts as changed.
    """
    given = {"login_name": login_name, "name": "Siti Aminah", "password": PASSWORD}
    made = await platform.runner.run("core.create_account", given, OPERATOR)
    assert made.reference is not None, made.problems
    number = int(made.reference.id)
    await Account.filter(id=number).update(must_change_password=False)
    for role, region in roles:
        assigned = {"account_id": number, "role": role, "region_code": region}
        outcome = await platform.runner.run("core.assign_role", assigned, OPERATOR)
        assert outcome.accepted, outcome.problems
    return number


@asynccontextmanager
async def client_of(application: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to an application in this process."""
    transport = httpx2.ASGITransport(app=application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://kopukm.test") as client:
        yield client


def headers(token: str | None = None, acting_for: str | None = None) -> dict[str, str]:
    """The headers by which a request says who asks."""
    found = {"accept": "application/graphql-response+json"}
    if token is not None:
        found["authorization"] = f"Bearer {token}"
    if acting_for is not None:
        found["kopukm-acting-for"] = acting_for
    return found


async def ask(
    client: httpx2.AsyncClient,
    document: str,
    token: str | None = None,
    *,
    acting_for: str | None = None,
    **variables: Any,
) -> Any:
    """The data of an answer that must have no errors."""
    answered = await reply(client, document, token, acting_for=acting_for, **variables)
    assert "errors" not in answered.json(), answered.text
    return answered.json()["data"]


async def reply(
    client: httpx2.AsyncClient,
    document: str,
    token: str | None = None,
    *,
    acting_for: str | None = None,
    **variables: Any,
) -> httpx2.Response:
    """The answer as it came."""
    body = {"query": document, "variables": variables}
    return await client.post("/graphql", json=body, headers=headers(token, acting_for))


async def log_in(client: httpx2.AsyncClient, login_name: str, password: str = PASSWORD) -> str:
    """The token of a new session."""
    data = await ask(client, LOG_IN, input={"loginName": login_name, "password": password})
    assert data["logIn"]["problems"] == []
    return str(data["logIn"]["result"]["token"])
