"""A real server in the event loop of the test, and a client that speaks graphql-transport-ws to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from kopukm_graphql.server.serving import Server, listening_socket

PROTOCOL = Subprotocol("graphql-transport-ws")
SECONDS = 20.0
"""What a test waits for at most."""


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that this event loop brings about."""
    async with asyncio.timeout(SECONDS):
        while not true():  # noqa: ASYNC110 - what is awaited has no event to wait for
            await asyncio.sleep(0.005)


@asynccontextmanager
async def serving(application: Starlette) -> AsyncIterator[str]:
    """The host and port of a server on a free port, for as long as the block runs."""
    listening = listening_socket("127.0.0.1", 0)
    server = Server(application)
    running = asyncio.create_task(server._serve([listening]))
    await until(lambda: server.started)
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listening.close()


class Talk:
    """One connection, message by message."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, kind: str, **entries: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps({"type": kind, **entries}))

    async def hear(self) -> dict[str, Any]:
        """The next message that is no ping."""
        while True:
            message: dict[str, Any] = json.loads(await asyncio.wait_for(self.connection.recv(), SECONDS))
            if message["type"] != "ping":
                return message

    async def begin(self, payload: Mapping[str, Any] | None = None) -> None:
        """Initialise the connection."""
        await self.say("connection_init", **({} if payload is None else {"payload": payload}))
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, operation_id: str, query: str, **variables: Any) -> None:
        """Ask for an operation."""
        await self.say("subscribe", id=operation_id, payload={"query": query, "variables": variables})

    async def ended(self) -> tuple[int, str]:
        """Code and reason with which the server closes."""
        try:
            while True:
                await asyncio.wait_for(self.connection.recv(), SECONDS)
        except ConnectionClosed:
            return self.connection.close_code or 0, self.connection.close_reason or ""


@asynccontextmanager
async def talking(host: str, **settings: Any) -> AsyncIterator[Talk]:
    """A connection that has shaken hands and said nothing yet."""
    settings = {"subprotocols": [PROTOCOL], "open_timeout": SECONDS, "close_timeout": 1, **settings}
    async with connect(f"ws://{host}/graphql", **settings) as connection:
        yield Talk(connection)
