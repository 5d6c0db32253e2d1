"""One WebSocket connection that speaks graphql-transport-ws."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.websockets import WebSocket, WebSocketDisconnect

from kopukm_core.errors import KopukmError, NotAuthenticatedError, ThrottledError
from kopukm_core.metrics import SUBSCRIPTIONS_CUT
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.documents import is_mutation
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.server.live import closing
from kopukm_graphql.server.live.closing import CloseConnection, closing_reason
from kopukm_graphql.server.live.connections import LiveConnections, TooManyConnectionsError, counted_key
from kopukm_graphql.server.live.messages import ClientMessage, asked_operation, given_headers, read_message
from kopukm_graphql.server.live.running import OperationRunner
from kopukm_graphql.server.rate_limiting import RateLimiter
from kopukm_graphql.server.refusal import Refusal
from kopukm_graphql.server.request_reading import OperationRequest
from kopukm_graphql.server.settings import Rate

logger = logging.getLogger("kopukm.graphql")

PROTOCOL = "graphql-transport-ws"

_MESSAGE_RATE = Rate(200, 50)
"""Messages of any kind on one connection; operations count for address and actor besides."""


class _GoneError(Exception):
    """The client is no longer there to be sent to."""


@dataclass(eq=False, slots=True)
class _Operation:
    """An operation under way. A mutation is never broken off: it goes on `unheard`."""

    id: str
    task: asyncio.Task[None] | None = None
    is_mutation: bool = False
    unheard: bool = False


class Session:
    """Reads messages one after another; every operation runs in a task of its own."""

    def __init__(
        self,
        websocket: WebSocket,
        admission: Admission,
        runner: OperationRunner,
        connections: LiveConnections,
    ) -> None:
        self._websocket = websocket
        self._admission = admission
        self._settings = admission.settings
        self._runner = runner
        self._connections = connections
        self._messages = RateLimiter(_MESSAGE_RATE)
        self._operations: dict[str, _Operation] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._headers: dict[bytes, bytes] = {}
        self._initialised = False
        self._held = ExitStack()

    async def run(self) -> None:
        """Serve the connection until one of both sides ends it."""
        await self._websocket.accept(PROTOCOL)
        heartbeat = asyncio.create_task(self._beat())
        try:
            with self._held:
                await self._read_messages()
        except CloseConnection as end:
            SUBSCRIPTIONS_CUT.labels(closing.counted_reason(end.code)).inc()
            await self._close(end.code, end.reason)
        except (_GoneError, WebSocketDisconnect):
            pass
        except Exception:
            logger.exception("Kesalahan internal pada sambungan WebSocket")
            await self._close(1011, "Kesalahan di dalam layanan.")
        finally:
            heartbeat.cancel()
            await self._end_operations()
            await asyncio.gather(heartbeat, return_exceptions=True)

    async def _read_messages(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._settings.live.init_seconds
        while True:
            try:
                async with asyncio.timeout_at(None if self._initialised else deadline):
                    frame = await self._websocket.receive()
            except TimeoutError:
                raise CloseConnection(*closing.INIT_TIMEOUT) from None
            if frame["type"] == "websocket.disconnect":
                return
            try:
                self._messages.take("")
            except ThrottledError:
                raise CloseConnection(closing.POLICY, "Terlalu banyak pesan.") from None
            await self._handle(read_message(frame.get("text")))

    async def _handle(self, message: ClientMessage) -> None:
        match message.kind:
            case "connection_init":
                await self._initialise(message)
            case "ping":
                answer: dict[str, Any] = {"type": "pong"}
                if message.payload is not None:
                    answer["payload"] = dict(message.payload)
                await self._send(answer)
            case "subscribe":
                self._subscribe(message)
            case "complete":
                self._forget(message.id)

    async def _initialise(self, message: ClientMessage) -> None:
        if self._initialised:
            raise CloseConnection(*closing.TOO_MANY_INITS)
        self._headers = given_headers(message.payload)
        try:
            async with self._admission.opened(self._request()) as context:
                actor = context.actor
            self._held.enter_context(self._connections.of_actor(counted_key(actor)))
        except NotAuthenticatedError:
            raise CloseConnection(*closing.FORBIDDEN) from None
        except (KopukmError, TooManyConnectionsError) as error:
            raise CloseConnection(closing.TRY_LATER, str(error)) from None
        self._initialised = True
        await self._send({"type": "connection_ack"})

    def _subscribe(self, message: ClientMessage) -> None:
        if not self._initialised:
            raise CloseConnection(*closing.UNAUTHORIZED)
        asked = asked_operation(message, self._settings)
        if message.id in self._operations:
            raise closing.id_taken(message.id)
        operation = self._operations[message.id] = _Operation(message.id)
        operation.task = asyncio.create_task(self._operate(operation, asked))
        self._running.add(operation.task)
        operation.task.add_done_callback(self._running.discard)

    def _forget(self, operation_id: str) -> None:
        operation = self._operations.pop(operation_id, None)
        if operation is not None:
            self._break_off(operation)

    def _break_off(self, operation: _Operation) -> None:
        operation.unheard = True
        if operation.task is not None and not operation.is_mutation:
            operation.task.cancel()

    async def _operate(self, operation: _Operation, asked: OperationRequest) -> None:
        request = self._request()
        try:
            await self._answer(operation, asked, request)
        except _GoneError:
            return
        except Exception as error:
            with contextlib.suppress(_GoneError):
                await self._finish(operation, "error", self._runner.errors_of(error, request))
                if isinstance(error, NotAuthenticatedError):
                    await self._close(*closing.FORBIDDEN)
        finally:
            if self._operations.get(operation.id) is operation:
                del self._operations[operation.id]

    async def _answer(self, operation: _Operation, asked: OperationRequest, request: Request) -> None:
        limit = self._settings.live.operations
        if len(self._running) > limit:
            raise Refusal(
                429,
                "TOO_MANY_SUBSCRIPTIONS",
                f"Terlalu banyak operasi pada satu sambungan (paling banyak {limit}).",
            )
        await self._admission.count_address(request.scope)
        prepared, node = await self._admission.prepared(asked, request)
        operation.is_mutation = is_mutation(node)
        opened = await self._runner.open(request, prepared, node, asked)
        try:
            async for body in opened.answers:
                if "data" not in body:
                    await self._finish(operation, "error", body["errors"])
                    return
                if not operation.unheard:
                    await self._send({"id": operation.id, "type": "next", "payload": body})
        finally:
            await opened.close()
        await self._finish(operation, "complete")

    async def _finish(self, operation: _Operation, kind: str, payload: Any = None) -> None:
        """The last message of an operation; from then on its id is free."""
        if self._operations.get(operation.id) is operation:
            del self._operations[operation.id]
        if operation.unheard:
            return
        message = {"id": operation.id, "type": kind}
        await self._send(message if payload is None else {**message, "payload": payload})

    async def _beat(self) -> None:
        """Every now and then: a ping, and another look at the token."""
        while True:
            await asyncio.sleep(self._settings.live.heartbeat_seconds)
            if not self._initialised:
                continue
            request = self._request()
            try:
                await self._runner.still_lets_in(request)
                await self._send({"type": "ping"})
            except _GoneError:
                return
            except NotAuthenticatedError as error:
                await self._tell_all(self._runner.errors_of(error, request))
                await self._close(*closing.FORBIDDEN)
                return
            except Exception as error:
                self._runner.errors_of(error, request)

    async def _tell_all(self, errors: list[dict[str, Any]]) -> None:
        for operation in list(self._operations.values()):
            with contextlib.suppress(_GoneError):
                await self._finish(operation, "error", errors)
            self._break_off(operation)

    async def _end_operations(self) -> None:
        """Break off what only reads, and wait for the mutations that have begun."""
        for operation in list(self._operations.values()):
            self._break_off(operation)
        self._operations.clear()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _request(self) -> Request:
        """The request that an operation here stands for: the handshake's, with what `connection_init` gave."""
        scope = self._websocket.scope
        kept = [(name, value) for name, value in scope["headers"] if name not in self._headers]
        return Request(
            {**scope, "type": "http", "method": "POST", "headers": [*kept, *self._headers.items()]}
        )

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self._websocket.send({"type": "websocket.send", "text": encoded(message).decode()})
        except (RuntimeError, OSError, WebSocketDisconnect):
            raise _GoneError from None

    async def _close(self, code: int, reason: str) -> None:
        with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):
            await self._websocket.close(code, closing_reason(reason))
