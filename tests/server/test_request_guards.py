"""Requests that are no GraphQL requests: each is refused by name, none is a fault of the server."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator

import httpx2
import pytest

from kopukm_graphql.server import ServerSettings

JSON = {"content-type": "application/json"}


def code_of(response: httpx2.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b'"x"',
        b"true",
        b"[]",
        b"{}",
        b"\xff",
        b'{"query": "\xff"}',
        b'{"query": "\\ud800"}',
        b'{"query": NaN}',
        b'{"query": "{ __typename }"} trailing',
        b"[" * 100_000,
        b'{"query":' * 50_000,
        b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 900 + b"1" + b"}" * 901,
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 500 + b"]" * 500 + b"}}",
    ],
)
def test_bodies_that_are_no_request_are_refused(client: httpx2.Client, body: bytes) -> None:
    response = client.post("/graphql", content=body, headers=JSON)
    assert response.status_code == 400
    assert code_of(response) == "BAD_REQUEST"


def test_batches_are_refused_with_the_reason(client: httpx2.Client, events: list[str]) -> None:
    response = client.post("/graphql", json=[{"query": "mutation { count }"}] * 2)
    assert response.status_code == 400
    assert "batch" in response.json()["errors"][0]["message"]
    assert events == []


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin-1",
        "application/jsonx",
        "text/plain; application/json",
    ],
)
def test_what_any_page_could_send_without_asking_is_refused(
    client: httpx2.Client, content_type: str, events: list[str]
) -> None:
    body = json.dumps({"query": "mutation { count }"})
    response = client.post("/graphql", content=body, headers={"content-type": content_type})
    assert response.status_code == 415
    assert code_of(response) == "UNSUPPORTED_MEDIA_TYPE"
    assert events == []


def test_compressed_bodies_are_refused(client: httpx2.Client) -> None:
    response = client.post("/graphql", content=b"x", headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 415


def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not(
    serve_settings: Callable[[ServerSettings], httpx2.Client],
) -> None:
    client = serve_settings(ServerSettings(body_bytes=1_000))
    body = json.dumps({"query": "{ __typename }"}).encode()
    assert client.post("/graphql", content=body.ljust(1_000), headers=JSON).status_code == 200
    response = client.post("/graphql", content=body.ljust(1_001), headers=JSON)
    assert (response.status_code, code_of(response)) == (413, "PAYLOAD_TOO_LARGE")


def test_a_body_without_a_declared_length_is_counted(
    serve_settings: Callable[[ServerSettings], httpx2.Client],
) -> None:
    client = serve_settings(ServerSettings(body_bytes=1_000))

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 100

    assert client.post("/graphql", content=chunks(), headers=JSON).status_code == 413


def test_a_body_that_does_not_come_is_given_up(
    serve_settings: Callable[[ServerSettings], httpx2.Client],
) -> None:
    url = serve_settings(ServerSettings(body_seconds=0.1)).base_url
    with socket.create_connection((url.host, url.port or 80), timeout=10) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: 90\r\n\r\n{"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "query_string",
    ["query=%ff", "query={a}&query={greeting}", "query={__typename}&variables=[", "variables={}", "query="],
)
def test_query_strings_that_are_no_request_are_refused(client: httpx2.Client, query_string: str) -> None:
    response = client.get(f"/graphql?{query_string}", headers={"accept": "application/json"})
    assert response.status_code == 400


def test_a_token_of_nobody_is_refused_before_anything_runs(client: httpx2.Client, events: list[str]) -> None:
    response = client.post(
        "/graphql", json={"query": "mutation { count }"}, headers={"authorization": "Bearer salah"}
    )
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == "Bearer"
    assert events == []


def test_every_refusal_says_something_in_indonesian_and_carries_its_request_id(client: httpx2.Client) -> None:
    response = client.post("/graphql", content=b"null", headers=JSON)
    assert response.json()["errors"][0]["message"] == "Badan permintaan harus objek JSON dengan isian query."
    assert len(response.headers["x-request-id"]) == 16


def test_an_unknown_address_answers_json(client: httpx2.Client) -> None:
    response = client.get("/nowhere")
    assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")
