"""What surrounds every request: its id, security headers, the access log, an answer when all else fails."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Sequence

from graphql import OperationDefinitionNode
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kopukm_graphql.server.addresses import Network, client_address, is_trusted
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.server.masking import internal_error

access_logger = logging.getLogger("kopukm.access")
logger = logging.getLogger("kopukm.graphql")

_REQUEST_ID = "kopukm.request_id"
_OPERATION = "kopukm.operation"
_GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def request_id_of(scope: Scope) -> str:
    """The id of the request, as in its header X-Request-Id."""
    return str(scope.get(_REQUEST_ID, ""))


def with_request_id(scope: Scope, request_id: str) -> Scope:
    """The scope of a connection that has no X-Request-Id of its own."""
    return {**scope, _REQUEST_ID: request_id}


def name_operation(scope: Scope, operation: OperationDefinitionNode) -> None:
    """Note the operation for the access log."""
    name = operation.name.value if operation.name else "(tanpa nama)"
    scope[_OPERATION] = f"{operation.operation.value} {name[:60]}"


class Envelope:
    """Outermost middleware of the application.

    An X-Request-Id is taken over only from a trusted proxy. A header that the application has set stays.
    """

    def __init__(self, app: ASGIApp, *, trusted_proxies: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        scope[_REQUEST_ID] = self._request_id(scope)
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = scope[_REQUEST_ID]
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            logger.exception("Kesalahan internal pada permintaan %s", scope[_REQUEST_ID])
            if status:
                raise
            await _failure(scope[_REQUEST_ID])(scope, receive, send_with_headers)
        finally:
            self._log(scope, status, (time.perf_counter() - began) * 1000)

    def _request_id(self, scope: Scope) -> str:
        if is_trusted(scope, self._trusted):
            given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
            if _GIVEN_ID.fullmatch(given):
                return str(given.decode("ascii"))
        return secrets.token_hex(8)

    def _log(self, scope: Scope, status: int, milliseconds: float) -> None:
        if access_logger.isEnabledFor(logging.INFO):
            access_logger.info(
                "%s %s  %s%s  %.0f ms  dari %s  [%s]",
                scope["method"],
                scope["path"].encode("ascii", "backslashreplace").decode()[:80],
                f"{scope[_OPERATION]}  " if _OPERATION in scope else "",
                status or "terputus",
                milliseconds,
                client_address(scope, self._trusted) or "-",
                scope[_REQUEST_ID],
            )


def _failure(request_id: str) -> Response:
    body = encoded({"errors": [internal_error(request_id)]})
    return Response(body, 500, media_type="application/json; charset=utf-8")
