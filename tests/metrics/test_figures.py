"""The page that Prometheus reads: who may, and what it says after something happened."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import execute, transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.identity import operator
from kopukm_core.jobs import enqueue, sync_schedules
from kopukm_core.metrics import MetricsAccess, known_code, metrics_access, serving_metrics
from kopukm_core.metrics.figures import DatabaseFigures
from kopukm_core.metrics.registry import REGISTRY
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL
from office import FREE_DOCUMENTS_ONLY

pytestmark = pytest.mark.anyio
TOKEN = "0123456789abcdef0123"  # noqa: S105 - of a server that lives as long as a test


@pytest.fixture(scope="module")
async def platform(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    given = {
        "KOPUKM_HOME": str(tmp_path_factory.mktemp("metrics")),
        "KOPUKM_METRICS_TOKEN": TOKEN,
        **FREE_DOCUMENTS_ONLY,
        "KOPUKM_METRICS_ALLOW": "10.0.0.5",
    }
    async with build_platform(load_settings(given), (GRAPHQL,)).open() as opened:
        yield opened


@pytest.fixture(scope="module")
def application(platform: Platform) -> Starlette:
    return platform_application(platform)


async def page(application: Starlette, **headers: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(application, client=(headers.pop("peer", "1.2.3.4"), 5))
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
        return await client.get(
            "/metrics", headers={name.replace("_", "-"): text for name, text in headers.items()}
        )


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"authorization": "Bearer salah"}, 404),
        ({"authorization": f"Basic {TOKEN}"}, 404),
        ({"authorization": f"Bearer {TOKEN}"}, 200),
        ({"peer": "10.0.0.5"}, 200),
        ({"peer": "10.0.0.5", "x_forwarded_for": "9.9.9.9"}, 404),
        ({"x_forwarded_for": "10.0.0.5"}, 404),
    ],
)
async def test_only_the_token_or_a_listed_address_reads(
    application: Starlette, headers: dict[str, str], status: int
) -> None:
    assert (await page(application, **headers)).status_code == status


async def test_production_shows_it_to_nobody_unless_told() -> None:
    assert not metrics_access(load_settings({"KOPUKM_ENV": "production"})).is_open
    assert metrics_access(load_settings({})).allows("::ffff:127.0.0.1", None)
    assert not metrics_access(load_settings({})).allows("192.168.1.9", None)


@pytest.mark.parametrize(
    "given",
    [
        {"KOPUKM_METRICS_TOKEN": "pendek"},
        {"KOPUKM_METRICS_ALLOW": "rumah"},
        {"KOPUKM_METRICS_WORKER": "127.0.0.1:banyak"},
    ],
)
async def test_a_wrong_setting_is_refused_by_name(given: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(given))):
        metrics_access(load_settings(given))


async def test_requests_are_counted_by_words_of_ours_only(application: Starlette) -> None:
    before = value(
        "kopukm_requests_total", route="graphql", operation_type="query", operation="other", status="200"
    )
    refused = value("kopukm_errors_total", code="GRAPHQL_VALIDATION_FAILED")
    transport = httpx2.ASGITransport(application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
        for name in ("SatuA", "SatuB", "SatuC"):
            await client.post("/graphql", json={"query": f"query {name} {{ __typename }}"})
        await client.post("/graphql", json={"query": "{ tidakAda }"})
        await client.get("/sembarang/123")
    told = (await page(application, authorization=f"Bearer {TOKEN}")).text
    assert "SatuA" not in told and "sembarang" not in told
    after = value(
        "kopukm_requests_total", route="graphql", operation_type="query", operation="other", status="200"
    )
    assert after - before == 3
    assert value("kopukm_errors_total", code="GRAPHQL_VALIDATION_FAILED") - refused == 1
    assert value("kopukm_requests_total", route="other", operation_type="", operation="", status="404") >= 1
    assert 'kopukm_build_info{version="' in told and "process_resident_memory_bytes" in told


async def test_codes_have_a_bounded_number() -> None:
    assert known_code("LIMIT_DEPTH") == "LIMIT_DEPTH"
    assert known_code("3201 Siti") == known_code(None) == known_code("x" * 50) == "OTHER"


async def test_commands_are_counted_by_outcome(platform: Platform) -> None:
    def counted(outcome: str) -> float:
        return value("kopukm_commands_total", command="core.create_account", outcome=outcome)

    before = {word: counted(word) for word in ("done", "repeated", "problems")}
    given = {"login_name": "siti", "name": "Siti", "password": "gunung salak biru 7"}
    await platform.runner.run("core.create_account", given, operator("x"), key="a")
    await platform.runner.run("core.create_account", given, operator("x"), key="a")
    await platform.runner.run("core.create_account", {}, operator("x"))
    assert {word: counted(word) - before[word] for word in before} == {
        "done": 1,
        "repeated": 1,
        "problems": 1,
    }


async def test_what_waits_and_what_is_late_comes_from_the_database(platform: Platform) -> None:
    task = "core.forget_ended_access"
    begun = clock.now()
    moved = MovingClock(begun)
    with clock.using(moved):
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        async with transaction():
            await enqueue(task)
            await enqueue(task, run_at=begun + timedelta(days=30))
        await execute(f"UPDATE outbox_job SET status = 'dead' WHERE id = {await _dead(task)}")
        moved.move(timedelta(days=2))
        figures = DatabaseFigures(platform)
        await figures.refresh()
        assert value("kopukm_jobs", task=task, state="waiting") == 2
        assert value("kopukm_jobs", task=task, state="dead") == 1
        assert value("kopukm_job_oldest_seconds", task=task) == 172_800
        assert value("kopukm_schedules_late") == len(platform.schedules) > 0
        assert value("kopukm_database_up") == 1
        await execute("DELETE FROM outbox_job")
        await figures.refresh()
        assert value("kopukm_jobs", task=task, state="waiting") == 2, "kept for a few seconds"
        await DatabaseFigures(platform).refresh()
        assert value("kopukm_jobs", task=task, state="waiting") == 0


async def _dead(task: str) -> int:
    async with transaction():
        return await enqueue(task)


async def test_a_database_that_is_away_is_a_figure_and_no_failure(platform: Platform) -> None:
    await execute("ALTER TABLE schedule RENAME TO taken_away")
    try:
        asked = await page(platform_application(platform), authorization=f"Bearer {TOKEN}")
    finally:
        await execute("ALTER TABLE taken_away RENAME TO schedule")
    assert asked.status_code == 200
    assert value("kopukm_database_up") == 0


def test_a_worker_serves_its_own_figures_behind_the_same_guard() -> None:
    access = MetricsAccess(token=TOKEN, worker_listen=("127.0.0.1", 0))
    with serving_metrics(access) as port:
        url = f"http://127.0.0.1:{port}/metrics"
        asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert b"kopukm_job_outcomes" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(url, timeout=10)
    with serving_metrics(MetricsAccess()) as nothing:
        assert nothing is None
