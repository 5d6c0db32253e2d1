"""Whether the server lives and whether it is ready."""

from __future__ import annotations

import asyncio

import httpx2
import pytest
from starlette.applications import Starlette

from kopukm_graphql.server import ReadinessCheck
from kopukm_graphql.server.health import health_routes


def test_a_live_server_says_so(client: httpx2.Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_readiness_says_what_is_missing(client: httpx2.Client, events: list[str]) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}
    events.append("database gone")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {
        "status": "not_ready",
        "missing": [{"name": "database", "message": "Basis data tidak dapat dihubungi."}],
    }
    assert client.get("/health/live").status_code == 200


async def hangs() -> str:
    await asyncio.sleep(60)
    return ""


async def fails() -> str:
    raise RuntimeError("rahasia")


@pytest.mark.anyio
async def test_a_check_that_hangs_or_fails_counts_as_missing() -> None:
    checks = [ReadinessCheck("redis", hangs), ReadinessCheck("berkas", fails)]
    transport = httpx2.ASGITransport(Starlette(routes=health_routes(checks, 0.05)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as asking:
        response = await asking.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["missing"] == [
        {"name": "redis", "message": "Tidak menjawab dalam 0.05 detik."},
        {"name": "berkas", "message": "Tidak dapat diperiksa; sebabnya ada di catatan (log) server."},
    ]
