"""What `KOPUKM_ENV=production` refuses and closes, sentence by sentence (docs/operators/production.md)."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx2
import pytest

from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.logs import LogFormat, log_settings
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY
from ready_home import make_ready

pytestmark = pytest.mark.anyio
BOTH = (GRAPHQL, SIOPIK)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_ready(tmp_path / "home")


def production(home: Path, **more: str) -> Platform:
    given = {"KOPUKM_HOME": str(home), "KOPUKM_ENV": "production", **more}
    return build_platform(load_settings(given), BOTH)


async def refusal(home: Path, **more: str) -> KopukmError:
    with pytest.raises(ConfigurationError) as refused:
        async with production(home, **more).open():
            pass
    return refused.value


async def test_migrations_that_wait_refuse_the_start_and_are_not_run(home: Path) -> None:
    def applied() -> int:
        with closing(sqlite3.connect(home / "kopukm.sqlite3")) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM tortoise_migrations").fetchone()[0])

    with closing(sqlite3.connect(home / "kopukm.sqlite3")) as connection:
        connection.execute("DELETE FROM tortoise_migrations WHERE app = 'siopik'")
        connection.commit()
    before = applied()
    assert "kopukm migrate" in (await refusal(home)).remedy
    assert applied() == before


async def test_keys_that_are_missing_refuse_the_start_and_are_not_made(home: Path) -> None:
    (home / "keys").unlink()
    refused = await refusal(home)
    assert refused.remedy and "kunci" in refused.message.lower()
    assert not (home / "keys").exists()


async def test_an_empty_installation_makes_no_keys_either(tmp_path: Path) -> None:
    assert "KOPUKM_KEYS kosong" in (await refusal(tmp_path / "baru")).message
    assert not (tmp_path / "baru" / "keys").exists()


async def test_a_key_file_that_others_read_refuses_the_start(home: Path) -> None:
    (home / "keys").chmod(0o640)
    assert "chmod 600" in (await refusal(home)).remedy
    assert (home / "keys").stat().st_mode & 0o777 == 0o640


@asynccontextmanager
async def served(home: Path, **more: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with production(home, **more).open() as platform:
        transport = httpx2.ASGITransport(platform_application(platform), client=("127.0.0.1", 5))
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
            yield client


async def test_what_is_open_in_development_is_closed(home: Path) -> None:
    async with served(home) as client:
        assert (await client.get("/")).status_code == 404
        page = await client.get("/graphql", headers={"accept": "text/html"})
        assert "text/html" not in page.headers["content-type"]
        assert (await client.get("/metrics")).status_code == 404
        asked = await client.post("/graphql", json={"query": "{ __schema { types { name } } }"})
        assert asked.json()["errors"][0]["extensions"]["code"] in (
            "INTROSPECTION_DISABLED",
            "DOCUMENT_NOT_TRUSTED",
        )
        assert (await client.get("/health/ready")).json() == {"status": "ready"}


async def test_an_address_that_asks_too_often_waits(home: Path) -> None:
    async with served(home, KOPUKM_ADDRESS_RATE="2/0.001", **FREE_DOCUMENTS_ONLY) as client:
        statuses = [(await client.post("/graphql", json={"query": "{ x }"})).status_code for _ in range(3)]
    assert statuses[2] == 429 and 429 not in statuses[:2]


@pytest.mark.parametrize(
    ("trusted", "told"),
    [("127.0.0.1", {"https": "max-age=31536000", "http": None}), ("", {"https": None})],
)
async def test_behind_tls_browsers_are_told_to_stay_there(
    home: Path, trusted: str, told: dict[str, str | None]
) -> None:
    async with served(home, KOPUKM_TRUSTED_PROXIES=trusted, **FREE_DOCUMENTS_ONLY) as client:
        for scheme, lasting in told.items():
            answer = await client.get("/health/live", headers={"x-forwarded-proto": scheme})
            assert answer.headers.get("strict-transport-security") == lasting
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_lines_are_json() -> None:
    assert log_settings(load_settings({"KOPUKM_ENV": "production"})).format is LogFormat.JSON
