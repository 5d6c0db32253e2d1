"""Operations over server-sent events: negotiation, framing, ends."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from live.streams import STATE, streams
from live_server import SECONDS, serving, until

pytestmark = pytest.mark.anyio

STREAM = "text/event-stream"


@pytest.fixture
async def client(host: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=f"http://{host}", timeout=SECONDS) as opened:
        yield opened


async def asked(
    client: httpx2.AsyncClient, query: str, accept: str = STREAM, token: str | None = None
) -> httpx2.Response:
    headers = {"accept": accept} | ({"authorization": token} if token else {})
    return await client.post("/graphql", json={"query": query}, headers=headers)


@asynccontextmanager
async def streaming(
    client: httpx2.AsyncClient, query: str, token: str | None = None
) -> AsyncIterator[AsyncIterator[str]]:
    """The lines as they come."""
    headers = {"accept": STREAM} | ({"authorization": token} if token else {})
    async with client.stream("POST", "/graphql", json={"query": query}, headers=headers) as response:
        assert response.status_code == 200
        yield response.aiter_lines()


async def next_body(lines: AsyncIterator[str]) -> Any:
    async for line in lines:
        if line.startswith("data: "):
            return json.loads(line.removeprefix("data: "))
    raise AssertionError("the stream ended")


async def test_a_subscription_is_framed_with_line_feeds_and_completes(client: httpx2.AsyncClient) -> None:
    answered = await asked(client, "subscription { numbers(upto: 2) }")
    assert answered.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answered.headers["cache-control"] == "no-store"
    assert answered.text == (
        ":\n\n"
        'event: next\ndata: {"data":{"numbers":0}}\n\n'
        'event: next\ndata: {"data":{"numbers":1}}\n\n'
        "event: complete\ndata:\n\n"
    )


async def test_browsers_may_ask_by_address(client: httpx2.AsyncClient) -> None:
    answered = await client.get(
        "/graphql", params={"query": "subscription { numbers(upto: 1) }"}, headers={"accept": STREAM}
    )
    assert answered.text.endswith("event: complete\ndata:\n\n")


@pytest.mark.parametrize(
    ("accept", "answered_with"),
    [
        (STREAM, STREAM),
        (f"application/json, {STREAM}", "application/json"),
        (f"{STREAM};q=0.5, application/json", "application/json"),
        (f"{STREAM}, application/json;q=0.5", STREAM),
        ("*/*", "application/json"),
    ],
)
async def test_a_query_is_answered_in_the_form_preferred(
    client: httpx2.AsyncClient, accept: str, answered_with: str
) -> None:
    answered = await asked(client, "{ greeting }", accept)
    assert answered.headers["content-type"].startswith(answered_with)
    assert '{"data":{"greeting":"Halo Siti"}}' in answered.text


async def test_a_subscription_streams_where_it_may_and_is_refused_where_not(
    client: httpx2.AsyncClient,
) -> None:
    for accept in ("application/json", "*/*", f"application/json, {STREAM};q=0"):
        refused = await asked(client, "subscription { numbers }", accept)
        assert refused.json()["errors"][0]["extensions"]["code"] == "SUBSCRIPTION_NOT_SUPPORTED"
    taken = await asked(client, "subscription { numbers }", f"application/json, {STREAM}")
    assert taken.headers["content-type"].startswith(STREAM)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("subscription { numbers(", "GRAPHQL_PARSE_FAILED"),
        ("subscription { none }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription($n: Int!) { numbers(upto: $n) }", "BAD_USER_INPUT"),
        ("subscription { breaks }", "INTERNAL"),
        ("subscription { lags }", "SLOW_SUBSCRIBER"),
    ],
)
async def test_faults_of_an_operation_come_in_the_stream(
    client: httpx2.AsyncClient, document: str, code: str
) -> None:
    answered = await asked(client, document)
    assert answered.status_code == 200
    *_, last = [line for line in answered.text.splitlines() if line.startswith("data: ")]
    assert json.loads(last.removeprefix("data: "))["errors"][0]["extensions"]["code"] == code
    assert answered.text.endswith("event: complete\ndata:\n\n")
    assert "rahasia" not in answered.text


async def test_who_is_not_let_in_is_told_by_status(client: httpx2.AsyncClient) -> None:
    answered = await asked(client, "subscription { waits }", token="Bearer basi")  # noqa: S106
    assert answered.status_code == 401
    assert answered.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_idle_stream_is_kept_alive_and_let_go_when_the_client_leaves(
    client: httpx2.AsyncClient,
) -> None:
    async with streaming(client, "subscription { waits }") as lines:
        assert await next_body(lines) == {"data": {"waits": 0}}
        comments = 0
        async for line in lines:
            comments += line == ":"
            if comments == 2:
                break
    await until(lambda: not STATE.waiting)


async def test_a_token_that_ends_ends_the_stream(client: httpx2.AsyncClient) -> None:
    STATE.valid.add("Bearer ani")
    async with streaming(client, "subscription { waits }", "Bearer ani") as lines:
        await next_body(lines)
        STATE.valid.discard("Bearer ani")
        told = await next_body(lines)
        assert told["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert [line async for line in lines if line] == ["event: complete", "data:"]


async def test_an_actor_has_so_many_streams_at_once(client: httpx2.AsyncClient) -> None:
    async with (
        streaming(client, "subscription { waits }", "Bearer siti") as first,
        streaming(client, "subscription { waits }", "Bearer siti") as second,
    ):
        await next_body(first)
        await next_body(second)
        refused = await asked(client, "subscription { waits }", token="Bearer siti")  # noqa: S106
        assert refused.status_code == 429
        assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    await until(lambda: not STATE.waiting)


async def test_a_server_that_stops_ends_streams_without_complete() -> None:
    async with httpx2.AsyncClient(timeout=SECONDS) as client:
        async with serving(streams()) as host:
            client.base_url = httpx2.URL(f"http://{host}")
            opened = streaming(client, "subscription { waits }")
            lines = await opened.__aenter__()
            await next_body(lines)
        rest = [line async for line in lines]
        await opened.__aexit__(None, None, None)
    assert "event: complete" not in rest
