"""The WebSocket at `/graphql`: who may shake hands, before a word of the protocol is spoken."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from kopukm_core.errors import KopukmError
from kopukm_core.logs import new_request_id, request_id
from kopukm_core.metrics import SUBSCRIPTIONS_OPEN
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import refused
from kopukm_graphql.server.envelope import with_request_id
from kopukm_graphql.server.live.closing import NOT_ACCEPTABLE, TRY_LATER, closing_reason
from kopukm_graphql.server.live.connections import LiveConnections, TooManyConnectionsError
from kopukm_graphql.server.live.running import OperationRunner
from kopukm_graphql.server.live.session import PROTOCOL, Session
from kopukm_graphql.server.negotiation import JSON
from kopukm_graphql.server.refusal import Refusal, refusal_of

logger = logging.getLogger("kopukm.graphql")

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class WebsocketEndpoint:
    """An ASGI application for one WebSocket route."""

    def __init__(self, admission: Admission, runner: OperationRunner, connections: LiveConnections) -> None:
        self._admission = admission
        self._runner = runner
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(with_request_id(scope, request_id() or new_request_id()), receive, send)
        try:
            self._check_origin(websocket)
            await self._admission.count_address(scope)
        except Refusal as refusal:
            await websocket.send_denial_response(refused(refusal, JSON))
            return
        except KopukmError as error:
            await websocket.send_denial_response(refused(refusal_of(error), JSON))
            return
        if PROTOCOL not in scope["subprotocols"]:
            await websocket.accept()
            await websocket.close(*NOT_ACCEPTABLE)
            return
        try:
            with (
                self._connections.from_address(self._admission.address_key(scope)),
                SUBSCRIPTIONS_OPEN.labels("websocket").track_inprogress(),
            ):
                await Session(websocket, self._admission, self._runner, self._connections).run()
        except TooManyConnectionsError as error:
            await websocket.accept(PROTOCOL)
            await websocket.close(TRY_LATER, closing_reason(str(error)))

    def _check_origin(self, websocket: WebSocket) -> None:
        """A page of another site may open no connection, unless settings name it; other programs send no Origin."""
        origin = websocket.headers.get("origin")
        allowed = self._admission.settings.cors_origins
        if origin is None or "*" in allowed or origin in allowed:
            return
        if not _is_same_host(origin, websocket.headers.get("host", "")):
            raise Refusal(
                403,
                "FORBIDDEN",
                "Halaman dari situs lain tidak boleh membuka sambungan ini. Daftarkan asalnya pada "
                "KOPUKM_CORS_ORIGINS.",
            )


def _is_same_host(origin: str, host: str) -> bool:
    """Whether a page's origin is this server by name and port; TLS may end at a proxy, so the scheme is not told."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    default = _DEFAULT_PORTS.get(parts.scheme)
    if default is None or not host:
        return False
    return parts.netloc.lower().removesuffix(default) == host.lower().removesuffix(default)
