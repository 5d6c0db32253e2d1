"""What surrounds every request: its id, security headers, the access log, an answer when all else fails."""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Sequence
from functools import lru_cache

from graphql import OperationDefinitionNode
from prometheus_client import Counter, Histogram
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kopukm_core.logs import bind, bound, new_request_id
from kopukm_core.metrics import REQUEST_SECONDS, REQUESTS, SLOW_OPERATIONS
from kopukm_graphql.server.addresses import Network, client_address, is_trusted
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.server.masking import internal_error

access_logger = logging.getLogger("kopukm.access")
logger = logging.getLogger("kopukm.graphql")

_REQUEST_ID = "kopukm.request_id"
_OPERATION = "kopukm.operation"
_LABELS = "kopukm.operation_labels"
_GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")

_RUN_ONCE = frozenset({"query", "mutation"})
"""What is slow when it takes long; a subscription stays open."""

_ROUTES = frozenset({"graphql", "health", "metrics", "files", "kalender", "messages"})
_UNTOLD_ROUTE = "kalender"
"""What stands behind it lets somebody in, so no line tells it."""

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; form-action 'none'",
    b"cross-origin-opener-policy": b"same-origin",
}
_OVER_TLS = {**_HEADERS, b"strict-transport-security": b"max-age=31536000"}


def request_id_of(scope: Scope) -> str:
    """The id of the request, as in its header X-Request-Id."""
    return str(scope.get(_REQUEST_ID, ""))


def with_request_id(scope: Scope, request_id: str) -> Scope:
    """The scope of a connection that has no X-Request-Id of its own."""
    return {**scope, _REQUEST_ID: request_id}


def name_operation(scope: Scope, operation: OperationDefinitionNode, *, known: bool = False) -> None:
    """Note the operation for the log and the metrics.

    Only a `known` name, of a trusted document, is counted by itself: clients could invent any number of others.
    """
    name = operation.name.value if operation.name else "(tanpa nama)"
    scope[_OPERATION] = f"{operation.operation.value} {name[:60]}"
    scope[_LABELS] = (operation.operation.value, name if known and operation.name else "other")
    bind(operation=scope[_OPERATION])


class Envelope:
    """Outermost middleware of the application.

    An X-Request-Id is taken over only from a trusted proxy. A header that the application has set stays.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        trusted_proxies: Sequence[Network],
        strict_transport: bool = False,
        slow_seconds: float = math.inf,
    ) -> None:
        self._app = app
        self._trusted = trusted_proxies
        self._strict_transport = strict_transport
        self._slow_seconds = slow_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope[_REQUEST_ID] = self._request_id(scope)
        with bound(request_id=scope[_REQUEST_ID]):
            if scope["type"] == "http":
                await self._answer(scope, receive, send)
            else:
                await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = size = 0
        added = _OVER_TLS if self._strict_transport and self._came_over_tls(scope) else _HEADERS
        request_id = scope[_REQUEST_ID].encode()

        async def send_with_headers(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            elif message["type"] == "http.response.start":
                status = message["status"]
                given = [each for each in message.get("headers", ()) if each[0] != b"x-request-id"]
                present = {name for name, _ in given}
                given.append((b"x-request-id", request_id))
                given += [each for each in added.items() if each[0] not in present]
                message["headers"] = given
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            logger.exception("Kesalahan internal pada permintaan %s", scope[_REQUEST_ID])
            if status:
                raise
            await _failure(scope[_REQUEST_ID])(scope, receive, send_with_headers)
        finally:
            self._tell(scope, status, time.perf_counter() - began, size)

    def _came_over_tls(self, scope: Scope) -> bool:
        """What the last trusted proxy says of the connection to it."""
        if scope["scheme"] == "https":
            return True
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
        return is_trusted(scope, self._trusted) and told[-1:] == [b"https"]

    def _request_id(self, scope: Scope) -> str:
        if is_trusted(scope, self._trusted):
            given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
            if _GIVEN_ID.fullmatch(given):
                return str(given.decode("ascii"))
        return new_request_id()

    def _tell(self, scope: Scope, status: int, seconds: float, size: int) -> None:
        kind, operation = scope.get(_LABELS, ("", ""))
        requests, durations = _figures(_route(scope["path"]), kind, operation, status)
        requests.inc()
        durations.observe(seconds)
        if seconds >= self._slow_seconds and kind in _RUN_ONCE:
            SLOW_OPERATIONS.labels(kind, operation).inc()
            logger.warning("Operasi lambat: %s, %.1f detik.", scope[_OPERATION], seconds)
        if not access_logger.isEnabledFor(logging.INFO):
            return
        path = _told_path(scope["path"])
        address = client_address(scope, self._trusted) or "-"
        access_logger.info(
            "%s %s  %s%s  %.0f ms  dari %s  [%s]",
            scope["method"],
            path,
            f"{scope[_OPERATION]}  " if _OPERATION in scope else "",
            status or "terputus",
            seconds * 1000,
            address,
            scope[_REQUEST_ID],
            extra={
                "request_id": scope[_REQUEST_ID],
                "operation": scope.get(_OPERATION),
                "method": scope["method"],
                "path": path,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "bytes": size,
                "address": address,
            },
        )


@lru_cache(maxsize=1024)
def _figures(route: str, kind: str, operation: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(route, kind, operation, str(status)), REQUEST_SECONDS.labels(route, kind)


def _route(path: str) -> str:
    """One of a few words, whatever somebody writes behind the slash."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in _ROUTES else "other"


def _told_path(path: str) -> str:
    """The path as lines tell it: cut, in plain letters, without the secret of a feed."""
    if _route(path) == _UNTOLD_ROUTE:
        return f"/{_UNTOLD_ROUTE}/…"
    return path.encode("unicode_escape").decode()[:80]


def _failure(request_id: str) -> Response:
    body = encoded({"errors": [internal_error(request_id)]})
    return Response(body, 500, media_type="application/json; charset=utf-8")
