"""A client that does not read is cut off; the others notice nothing, and nothing is kept for it."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
from collections.abc import Callable

import pytest

from live.streams import STATE
from live_server import SECONDS, talking, until

pytestmark = pytest.mark.anyio

FLOODS = "subscription { floods }"


def _connected(host: str) -> socket.socket:
    name, _, port = host.partition(":")
    made = socket.socket()
    made.settimeout(SECONDS)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    made.connect((name, int(port)))
    return made


def _text_frame(message: object) -> bytes:
    payload = json.dumps(message).encode()
    assert len(payload) < 126
    return bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload


def _asked_over_websocket(host: str) -> socket.socket:
    made = _connected(host)
    key = base64.b64encode(os.urandom(16)).decode()
    made.sendall(
        f"GET /graphql HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
    )
    answered = b""
    while b"\r\n\r\n" not in answered:
        answered += made.recv(1)
    made.sendall(_text_frame({"type": "connection_init"}))
    made.sendall(_text_frame({"type": "subscribe", "id": "1", "payload": {"query": FLOODS}}))
    return made


def _asked_over_stream(host: str) -> socket.socket:
    made = _connected(host)
    body = json.dumps({"query": FLOODS})
    made.sendall(
        f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    return made


@pytest.mark.parametrize("ask", [_asked_over_websocket, _asked_over_stream])
async def test_who_does_not_read_is_cut_off_and_blocks_nobody(
    host: str, ask: Callable[[str], socket.socket]
) -> None:
    silent = await asyncio.to_thread(ask, host)
    try:
        await until(lambda: bool(STATE.waiting))
        async with talking(host) as other:
            await other.begin()
            await other.subscribe("1", "{ greeting }")
            assert (await other.hear())["payload"] == {"data": {"greeting": "Halo Siti"}}
        await until(lambda: not STATE.waiting)
    finally:
        silent.close()
