"""Requests whose head is malformed or endless: refused by the protocol itself, and nobody else notices."""

from __future__ import annotations

import re
import socket

import httpx2
import pytest

from kopukm_graphql.server.http_protocol import HEAD_BYTES

BODY = b'{"query":"{ __typename }"}'
JSON = b"Host: a\r\nContent-Type: application/json\r\n"
CHUNKED = b"POST /graphql HTTP/1.1\r\n" + JSON + b"Transfer-Encoding: chunked\r\n\r\n"


def answered(client: httpx2.Client, request: bytes) -> bytes:
    """All that the server says to these bytes, until it ends the connection."""
    url = client.base_url
    with socket.create_connection((url.host, url.port or 80), 10) as raw:
        said = b""
        try:
            raw.sendall(request)
            while piece := raw.recv(65_536):
                said += piece
        except ConnectionError:
            pass
        return said


HEADS = {
    "no host": b"GET /health/live HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "two lengths": b"POST /graphql HTTP/1.1\r\n" + JSON + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "length and chunks": b"POST /graphql HTTP/1.1\r\n" + JSON + b"Content-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "blank before the colon": b"GET /health/live HTTP/1.1\r\nHost : a\r\n\r\n",
    "bare line feeds": b"GET /health/live HTTP/1.1\nHost: a\n\n",
    "other coding": b"POST /graphql HTTP/1.1\r\n" + JSON + b"Transfer-Encoding: xchunked\r\n\r\n",
    "a tunnel": b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
    "one endless header": b"GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 3 * HEAD_BYTES,
    "many headers": b"GET /health/live HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * HEAD_BYTES,
    "a long address": b"GET /health/live?" + b"x" * 3 * HEAD_BYTES,
    "an endless extension": CHUNKED + b"1;" + b"x" * 3 * HEAD_BYTES,
    "an endless trailer": CHUNKED + b"1\r\n1\r\n0\r\nX: " + b"x" * 3 * HEAD_BYTES,
    "many trailers": CHUNKED + b"1\r\n1\r\n0\r\n" + b"X: y\r\n" * HEAD_BYTES,
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_head_that_is_none_is_refused(client: httpx2.Client, kind: str) -> None:
    said = answered(client, HEADS[kind])
    assert b" 200 " not in said
    assert said.startswith(b"HTTP/1.1 400 ") or said == b""
    assert client.get("/health/live").status_code == 200


def test_a_chunked_body_is_read_and_its_trailers_are_not_heard(client: httpx2.Client) -> None:
    body = b"%x\r\n%b\r\n0\r\nAuthorization: Bearer siti\r\nX: y\r\n\r\n" % (len(BODY), BODY)
    said = answered(client, CHUNKED.replace(b"Host", b"Connection: close\r\nHost") + body)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.endswith(b'{"data":{"__typename":"Query"}}')


def test_requests_behind_one_another_are_answered_in_order(client: httpx2.Client) -> None:
    one = b"POST /graphql HTTP/1.1\r\n" + JSON + b"Content-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
    said = answered(client, one + one + b"GET /tidak-ada HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert re.findall(rb"HTTP/1.1 (\d+)", said) == [b"200", b"200", b"404"]


def test_an_upgrade_that_is_not_offered_is_ignored(client: httpx2.Client) -> None:
    upgrade = b"Connection: Upgrade, close\r\nUpgrade: h2c\r\n"
    head = b"POST /graphql HTTP/1.1\r\n" + upgrade + JSON + b"Content-Length: %d\r\n\r\n"
    said = answered(client, head % len(BODY) + BODY)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.endswith(b'{"data":{"__typename":"Query"}}')
