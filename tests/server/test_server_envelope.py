"""What every answer carries: an id, security headers, and a line in the access log."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network

import httpx2
import pytest
import strawberry
from starlette.requests import Request

from kopukm_core.metrics import SLOW_OPERATIONS
from kopukm_graphql.server import ActorContext, ServerSettings, create_application

Serve = Callable[[ServerSettings], httpx2.Client]
ASK = {"query": "query Sapa { greeting }"}


@pytest.mark.parametrize("path", ["/graphql?query={__typename}", "/health/live", "/nowhere", "/"])
def test_every_answer_has_an_id_and_security_headers(client: httpx2.Client, path: str) -> None:
    headers = client.get(path, headers={"accept": "application/json"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert len(headers["x-request-id"]) == 16
    assert "server" not in headers


def test_answers_are_not_stored(client: httpx2.Client) -> None:
    headers = client.post("/graphql", json=ASK).headers
    assert (headers["cache-control"], headers["vary"]) == ("no-store", "Accept")


def test_an_id_is_taken_over_from_a_trusted_proxy_only(serve_settings: Serve, client: httpx2.Client) -> None:
    behind_proxy = serve_settings(ServerSettings(trusted_proxies=(ip_network("127.0.0.1/32"),)))
    given = {"x-request-id": "dari-proksi-1"}
    assert behind_proxy.post("/graphql", json=ASK, headers=given).headers["x-request-id"] == "dari-proksi-1"
    assert client.post("/graphql", json=ASK, headers=given).headers["x-request-id"] != "dari-proksi-1"
    nonsense = {"x-request-id": "a b\tc<script>"}
    assert len(behind_proxy.post("/graphql", json=ASK, headers=nonsense).headers["x-request-id"]) == 16


def logged(caplog: pytest.LogCaptureFixture, request_id: str) -> str:
    """The line of the request; it is written just after the answer has been sent."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for record in caplog.records:
            if request_id in record.getMessage():
                return record.getMessage()
        time.sleep(0.01)
    return ""


def test_the_access_log_names_the_operation(client: httpx2.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kopukm.access"):
        line = logged(caplog, client.post("/graphql", json=ASK).headers["x-request-id"])
    assert line.startswith("POST /graphql  query Sapa  200  ")
    assert "dari 127.0.0.1" in line


def test_pages_of_other_origins_must_be_listed(serve_settings: Serve, client: httpx2.Client) -> None:
    origin = "https://portal.example"
    preflight = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    assert "access-control-allow-origin" not in client.options("/graphql", headers=preflight).headers
    listed = serve_settings(ServerSettings(cors_origins=(origin,)))
    assert listed.options("/graphql", headers=preflight).headers["access-control-allow-origin"] == origin
    answer = listed.post("/graphql", json=ASK, headers={"origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    other = {**preflight, "origin": "https://evil.example"}
    assert "access-control-allow-origin" not in listed.options("/graphql", headers=other).headers


@strawberry.type
class Query:
    """One field."""

    name: str = "x"


@asynccontextmanager
async def failing_context(_: Request) -> AsyncIterator[ActorContext]:
    raise RuntimeError("rahasia")
    yield


@pytest.mark.anyio
async def test_a_fault_outside_any_operation_is_masked_too(caplog: pytest.LogCaptureFixture) -> None:
    application = create_application(
        strawberry.Schema(Query), settings=ServerSettings(), open_context=failing_context
    )
    transport = httpx2.ASGITransport(application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as asking:
        response = await asking.post("/graphql", json={"query": "{ name }"})
    error = response.json()["errors"][0]
    assert response.status_code == 500
    assert error["extensions"] == {"code": "INTERNAL", "requestId": response.headers["x-request-id"]}
    assert "rahasia" not in response.text
    assert "RuntimeError: rahasia" in caplog.text


def test_a_slow_operation_is_told_by_name_and_without_its_values(
    serve_settings: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    document = "query Lambat($a: Boolean!) { greeting @include(if: $a) }"
    before = SLOW_OPERATIONS.labels("query", "other")._value.get()
    with caplog.at_level(logging.WARNING, "kopukm.graphql"):
        body = {"query": document, "variables": {"a": True, "rahasia": "rahasia"}}
        serve_settings(ServerSettings(slow_seconds=1e-9)).post("/graphql", json=body)
        line = logged(caplog, "Operasi lambat")
    assert line.startswith("Operasi lambat: query Lambat, ")
    assert "rahasia" not in line
    assert SLOW_OPERATIONS.labels("query", "other")._value.get() == before + 1
