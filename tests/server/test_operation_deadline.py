"""How long an operation may run, and what happens when its client goes away."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import httpx2

from kopukm_graphql.server import ServerSettings

Serve = Callable[[ServerSettings], httpx2.Client]


def seen(events: list[str], event: str) -> bool:
    """Whether the event comes within ten seconds."""
    until = time.monotonic() + 10
    while event not in events and time.monotonic() < until:
        time.sleep(0.01)
    return event in events


def leave_while_running(client: httpx2.Client, query: str, events: list[str], begun: str) -> None:
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    )
    address = (client.base_url.host, client.base_url.port or 80)
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(f"{head}\r\n\r\n".encode() + body)
        assert seen(events, begun)


def test_an_operation_over_its_time_is_cancelled(serve_settings: Serve, events: list[str]) -> None:
    client = serve_settings(ServerSettings(operation_seconds=0.1))
    response = client.post("/graphql", json={"query": "{ slow }"})
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert "0.1 detik" in response.json()["errors"][0]["message"]
    assert seen(events, "closed")
    assert "cancelled" in events


def test_a_query_ends_when_its_client_goes_away(client: httpx2.Client, events: list[str]) -> None:
    leave_while_running(client, "{ slow }", events, "waiting")
    assert seen(events, "cancelled")
    assert seen(events, "closed")


def test_a_mutation_is_finished_though_its_client_goes_away(client: httpx2.Client, events: list[str]) -> None:
    leave_while_running(client, "mutation { countSlowly }", events, "begun")
    assert seen(events, "ended")
