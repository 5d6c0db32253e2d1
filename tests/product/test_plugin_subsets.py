"""Every subset of the programmes composes, migrates and serves; a plugin from outside the tree is like any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kopukm_core.db import Dialect, rows
from kopukm_core.events import open_events
from kopukm_core.jobs import running_jobs
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from office import FREE_DOCUMENTS_ONLY, ask, client_of, log_in, new_account
from outside_distribution import off

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("outside_installed")]

SUBSETS = [frozenset(names) for names in ((), ("siopik",), ("outside",), ("siopik", "outside"))]
CIBINONG = "32.01.01"

RECORD_VISIT = """mutation($input: RecordVisitInput!) { recordVisit(input: $input) {
  problems { code message } fieldVisit { id state purpose note greeting region { name } } } }"""
REGISTER = """mutation($input: RegisterCooperativeInput!) { registerCooperative(input: $input) {
  problems { code message } cooperative { id name } } }"""


@asynccontextmanager
async def served(
    url: str, home: Path, enabled: frozenset[str], variables: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Platform, httpx2.AsyncClient]]:
    """The product with these programmes on, its jobs running, and a client of it.

    Unless the variables say otherwise their operations are held against the contract, on one engine: it is the
    same on the other.
    """
    if variables is None:
        variables = FREE_DOCUMENTS_ONLY if url.startswith("postgres") else {}
    platform = build_platform(
        Settings(home=home, database_url=url, disabled_plugins=off(enabled), variables=variables)
    )
    async with (
        platform.open(),
        open_events(""),
        running_jobs(platform),
        client_of(platform_application(platform)) as client,
    ):
        yield platform, client


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what a job will bring about."""
    async with asyncio.timeout(20):
        while not await true():  # noqa: ASYNC110 - it happens in the database
            await asyncio.sleep(0.05)


async def tables(url: str) -> set[str]:
    """The names of the plugins' tables that are in the open database."""
    catalogue = (
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if url.startswith("postgres")
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    return {row["name"] for row in await rows(catalogue) if row["name"].startswith(("siopik_", "outside_"))}


async def recorded_visit(client: httpx2.AsyncClient, token: str, **more: Any) -> dict[str, Any]:
    """A visit recorded by mutation, as the payload shows it."""
    given = {
        "regionCode": CIBINONG,
        "purpose": "Pembinaan",
        "visitedOn": "2026-11-23",
        "note": "sepi",
        **more,
    }
    answered = await ask(client, RECORD_VISIT, token, input=given)
    assert answered["recordVisit"]["problems"] == []
    found: dict[str, Any] = answered["recordVisit"]["fieldVisit"]
    return found


async def use_outside(client: httpx2.AsyncClient, token: str) -> None:
    """Its command, its job, its type, its namespace, and its field on the core's Region."""
    visit = await recorded_visit(client, token)
    assert visit["greeting"] == "Dengan hormat"
    assert visit["region"] == {"name": "Cibinong"}
    state = f'{{ node(id: "{visit["id"]}") {{ ... on FieldVisit {{ state }} }} }}'

    async def confirmed() -> bool:
        return bool((await ask(client, state, token))["node"]["state"] == "CONFIRMED")

    await eventually(confirmed)
    read = """{ outside { visits { totalCount } visitCounts(by: [STATE]) { rows { state count } } }
      region(code: "32.01") { fieldVisitCount fieldVisits(first: 5) { nodes { purpose note } } } }"""
    assert await ask(client, read, token) == {
        "outside": {
            "visits": {"totalCount": 1},
            "visitCounts": {"rows": [{"state": "CONFIRMED", "count": 1}]},
        },
        "region": {
            "fieldVisitCount": 1,
            "fieldVisits": {"nodes": [{"purpose": "Pembinaan", "note": "sepi"}]},
        },
    }
    assert (await ask(client, read))["region"] == {"fieldVisitCount": 0, "fieldVisits": {"nodes": []}}


async def use_siopik(client: httpx2.AsyncClient, token: str) -> str:
    """Its command, and its fields on the core's Region; the new cooperative's id."""
    given = {"name": "KSU Mekar Jaya", "nik": "3201010010001", "regionCode": f"{CIBINONG}.1001"}
    answered = await ask(client, REGISTER, token, input=given)
    assert answered["registerCooperative"]["problems"] == []
    assert await ask(client, f'{{ region(code: "{CIBINONG}") {{ cooperativeCount }} }}') == {
        "region": {"cooperativeCount": 1}
    }
    return str(answered["registerCooperative"]["cooperative"]["id"])


async def use_both(client: httpx2.AsyncClient, token: str, cooperative: str) -> None:
    """The outside plugin's field on SI OPIK SEHAT's type, and its relation to it."""
    from kopukm_siopik.models import Cooperative

    party = (await Cooperative.all().get()).party_id
    await recorded_visit(client, token, partyId=global_id("Party", party), purpose="Rapat anggota")
    read = f"""{{ node(id: "{cooperative}") {{ ... on Cooperative {{
        fieldVisits(first: 5) {{ totalCount nodes {{ purpose cooperative {{ name }} }} }} }} }} }}"""
    assert await ask(client, read, token) == {
        "node": {
            "fieldVisits": {
                "totalCount": 1,
                "nodes": [{"purpose": "Rapat anggota", "cooperative": {"name": "KSU Mekar Jaya"}}],
            }
        }
    }


ON_EACH = [
    *((Dialect.SQLITE, names) for names in SUBSETS[:3]),
    *((Dialect.POSTGRES, names) for names in SUBSETS[2:]),
]
"""All programmes at once on SQLite: below, where they are switched off. On PostgreSQL those from outside, which
know of others by what they lack.
"""


@pytest.mark.parametrize(
    ("dialect_under_test", "enabled"),
    [pytest.param(*each, id=f"{each[0]}-{'+'.join(sorted(each[1])) or 'none'}") for each in ON_EACH],
    indirect=["dialect_under_test"],
)
async def test_a_subset_composes_migrates_and_serves(
    empty_database_url: str, tmp_path: Path, enabled: frozenset[str]
) -> None:
    async with served(empty_database_url, tmp_path, enabled) as (platform, client):
        await begins(empty_database_url, platform, client, enabled)
        roles: list[tuple[str, str | None]] = [("core.party_reader", "32.01")]
        roles += [("siopik.officer", "32.01")] if "siopik" in enabled else []
        roles += [("outside.visitor", "32.01")] if "outside" in enabled else []
        await new_account(platform, "siti", *roles)
        token = await log_in(client, "siti")
        assert await ask(client, '{ region(code: "32.01.01") { name } }') == {"region": {"name": "Cibinong"}}
        if "outside" in enabled:
            await use_outside(client, token)
        if "siopik" in enabled:
            cooperative = await use_siopik(client, token)
            if "outside" in enabled:
                await use_both(client, token, cooperative)


async def begins(url: str, platform: Platform, client: httpx2.AsyncClient, enabled: frozenset[str]) -> None:
    """These programmes are on, no others have tables, and the server is ready."""
    assert set(platform.plugins.names) == {"core", "graphql", *enabled}
    assert {name.partition("_")[0] for name in await tables(url)} == set(enabled)
    assert (await client.get("/health/ready")).status_code == 200


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True)
async def test_switching_plugins_off_and_on_loses_nothing(empty_database_url: str, tmp_path: Path) -> None:
    both, url = SUBSETS[3], empty_database_url
    async with served(url, tmp_path, both) as (platform, client):
        await begins(url, platform, client, both)
        await new_account(platform, "siti", ("siopik.officer", "32.01"), ("outside.visitor", "32.01"))
        token = await log_in(client, "siti")
        await use_outside(client, token)
        cooperative = await use_siopik(client, token)
        await use_both(client, token, cooperative)
        before = await tables(url)
    for enabled in SUBSETS[:3]:
        async with served(url, tmp_path, enabled, FREE_DOCUMENTS_ONLY) as (platform, client):
            assert await tables(url) == before
            data = await ask(client, "{ me { permissions { permission } } }", token)
            held = {each["permission"] for each in data["me"]["permissions"]}
            # A role that is not there grants nothing: neither of its own plugin nor of the core.
            mine = [role for role in platform.roles if role.name in ("siopik.officer", "outside.visitor")]
            assert held == {permission for role in mine for permission in role.permissions}
            assert {name.partition(".")[0] for name in held} - {"core"} == set(enabled)
            if "outside" in enabled:
                # Without SI OPIK SEHAT the party is still visited; the relation to its type is gone.
                read = "{ outside { visits(order: VISITED_ON_ASC) { nodes { purpose party { name } } } } }"
                found = (await ask(client, read, token))["outside"]["visits"]["nodes"]
                assert {each["purpose"] for each in found} == {"Pembinaan", "Rapat anggota"}
                await recorded_visit(client, token, purpose="Saat siopik mati")
    async with served(url, tmp_path, both, FREE_DOCUMENTS_ONLY) as (_, client):
        read = f"""{{ region(code: "{CIBINONG}") {{ cooperativeCount fieldVisitCount }}
            node(id: "{cooperative}") {{ ... on Cooperative {{ fieldVisits {{ totalCount }} }} }} }}"""
        assert await ask(client, read, token) == {
            "region": {"cooperativeCount": 1, "fieldVisitCount": 3},
            "node": {"fieldVisits": {"totalCount": 1}},
        }
