"""An operation over server-sent events: one HTTP request for each ("distinct connections mode")."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from contextlib import ExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kopukm_core.errors import NotAuthenticatedError
from kopukm_core.metrics import SUBSCRIPTIONS_OPEN
from kopukm_graphql.server.live.connections import LiveConnections
from kopukm_graphql.server.live.framing import COMPLETE_EVENT, KEEP_ALIVE, STREAM_HEADERS, next_event
from kopukm_graphql.server.live.running import Opened, OperationRunner
from kopukm_graphql.server.negotiation import EVENT_STREAM


class EventStreamResponse(Response):
    """Sends the answers as they come, and a comment when it is quiet; ends with `complete`.

    When the server stops it ends without `complete`, so that the client connects again. `held` is what is let
    go at the end.
    """

    def __init__(
        self,
        request: Request,
        opened: Opened,
        runner: OperationRunner,
        connections: LiveConnections,
        *,
        heartbeat_seconds: float,
        held: ExitStack,
    ) -> None:
        super().__init__(headers=STREAM_HEADERS, media_type=EVENT_STREAM)
        self._request = request
        self._opened = opened
        self._runner = runner
        self._connections = connections
        self._heartbeat_seconds = heartbeat_seconds
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in self.raw_headers if name != b"content-length"]
        with self._held, SUBSCRIPTIONS_OPEN.labels("sse").track_inprogress():
            try:
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await _first_of(
                    self._send_answers(send),
                    self._keep_alive(send),
                    _until_disconnected(receive),
                    self._connections.ending.wait(),
                )
                with contextlib.suppress(OSError):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                await self._opened.close()

    async def _send_answers(self, send: Send) -> None:
        await _write(send, KEEP_ALIVE)
        try:
            async for body in self._opened.answers:
                await _write(send, next_event(body))
        except OSError:
            return
        except Exception as error:
            await _write(send, next_event({"errors": self._runner.errors_of(error, self._request)}))
        await _write(send, COMPLETE_EVENT)

    async def _keep_alive(self, send: Send) -> None:
        while True:
            await asyncio.sleep(self._heartbeat_seconds)
            try:
                await self._runner.still_lets_in(self._request)
            except NotAuthenticatedError as error:
                await _write(send, next_event({"errors": self._runner.errors_of(error, self._request)}))
                await _write(send, COMPLETE_EVENT)
                return
            except Exception as error:
                self._runner.errors_of(error, self._request)
            await _write(send, KEEP_ALIVE)


async def _write(send: Send, content: bytes) -> None:
    await send({"type": "http.response.body", "body": content, "more_body": True})


async def _until_disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*works: Coroutine[Any, Any, Any]) -> None:
    """Run them together until one ends; its error is raised, the others are cancelled and waited for."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        with contextlib.suppress(OSError):
            task.result()
