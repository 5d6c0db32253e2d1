"""Builds the ASGI application from a schema, settings and a way to open a request's context."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

import strawberry
from starlette._utils import get_route_path
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from kopukm_core.settings import Settings
from kopukm_graphql.documents.trusted import TrustedDocuments
from kopukm_graphql.server.admission import Admission, OpenContext
from kopukm_graphql.server.calendar_feeds import ReadFeed, feed_route
from kopukm_graphql.server.downloads import DOWNLOADS, DownloadEndpoint, OpenFile
from kopukm_graphql.server.endpoint import GraphqlEndpoint
from kopukm_graphql.server.envelope import Envelope
from kopukm_graphql.server.execution import Executor
from kopukm_graphql.server.graphiql import EXAMPLE, GraphiqlPage
from kopukm_graphql.server.health import ReadinessCheck, health_routes
from kopukm_graphql.server.landing import landing_route
from kopukm_graphql.server.live.connections import LiveConnections
from kopukm_graphql.server.live.running import OperationRunner
from kopukm_graphql.server.live.websocket import WebsocketEndpoint
from kopukm_graphql.server.message_attachments import OpenAttachment, attachment_route
from kopukm_graphql.server.settings import ServerSettings, server_settings
from kopukm_graphql.server.shared_rates import SharedRates
from kopukm_graphql.server.uploads.reading import PREFLIGHT_HEADERS

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_application(
    schema: strawberry.Schema,
    *,
    settings: Settings | ServerSettings,
    open_context: OpenContext,
    lifespan: Lifespan | None = None,
    readiness: Sequence[ReadinessCheck] = (),
    extra_routes: Sequence[BaseRoute] = (),
    executor: Executor | None = None,
    open_file: OpenFile | None = None,
    read_feed: ReadFeed | None = None,
    open_attachment: OpenAttachment | None = None,
    example: str = EXAMPLE,
    trusted: TrustedDocuments | None = None,
) -> Starlette:
    """The whole server: `/graphql` over HTTP, SSE and WebSocket, `/health/live`, `/health/ready`; GraphiQL and
    `/` in development. Its `state` holds `settings` and `connections`, which `serving` needs.

    `open_file` opens what `/files/{number}` gives out, `read_feed` what `/kalender/{secret}.ics` does,
    `open_attachment` what `/messages/{number}/{place}` does.
    `executor` runs operations in another way than prepared ones field by field; `example` is GraphiQL's first document;
    `trusted` are the documents known by id.
    Raises ConfigurationError for a setting that cannot be used.
    """
    server = server_settings(settings) if isinstance(settings, Settings) else settings
    graphiql = GraphiqlPage(example) if server.development else None
    shared_rates = SharedRates(server.redis_url) if server.redis_url else None
    admission = Admission(schema, server, open_context, trusted or TrustedDocuments(), shared_rates)
    executor = executor or _usual_executor(schema)
    runner = OperationRunner(schema, admission, executor)
    connections = LiveConnections(server.live)
    endpoint = GraphqlEndpoint(admission, executor, runner, connections, graphiql)
    routes: list[BaseRoute] = [
        WebSocketRoute("/graphql", WebsocketEndpoint(admission, runner, connections)),
        *health_routes(readiness, server.readiness_seconds),
        *([Route(f"{DOWNLOADS}/{{number}}", DownloadEndpoint(admission, open_file))] if open_file else []),
        *([feed_route(admission, read_feed)] if read_feed else []),
        *([attachment_route(admission, open_attachment)] if open_attachment else []),
        *extra_routes,
    ]
    if graphiql is not None:
        routes += [*graphiql.routes(), landing_route()]
    application = Starlette(
        routes=routes,
        lifespan=_closing(shared_rates, lifespan),
        middleware=[*_middleware(server), Middleware(_StraightTo, endpoint=endpoint)],
        exception_handlers={HTTPException: _http_error},
    )
    application.router.redirect_slashes = False
    application.state.settings = server
    application.state.connections = connections
    return application


class _StraightTo:
    """Innermost middleware: the one address that nearly all requests are for is not looked up among the routes."""

    def __init__(self, app: ASGIApp, endpoint: ASGIApp) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and get_route_path(scope) == "/graphql"
        await (self._endpoint if wanted else self._app)(scope, receive, send)


def _usual_executor(schema: strawberry.Schema) -> Executor:
    from kopukm_graphql.executing import CompiledExecutor  # which needs this package

    return CompiledExecutor(schema)


def _closing(shared_rates: SharedRates | None, lifespan: Lifespan | None) -> Lifespan:
    @asynccontextmanager
    async def whole(application: Starlette) -> AsyncIterator[None]:
        async with lifespan(application) if lifespan else nullcontext():
            yield
        if shared_rates is not None:
            await shared_rates.close()

    return whole


def _middleware(server: ServerSettings) -> list[Middleware]:
    layers = [
        Middleware(
            Envelope,
            trusted_proxies=server.trusted_proxies,
            strict_transport=not server.development,
            slow_seconds=server.slow_seconds,
        )
    ]
    if server.cors_origins:
        layers.append(
            Middleware(
                CORSMiddleware,
                allow_origins=server.cors_origins,
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["Authorization", "Content-Type", *PREFLIGHT_HEADERS],
                expose_headers=["X-Request-Id", "Retry-After", "Content-Disposition"],
                max_age=3600,
            )
        )
    return layers


async def _http_error(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    messages: dict[int, tuple[str, str]] = {
        404: ("NOT_FOUND", "Alamat ini tidak ada. GraphQL dilayani pada /graphql."),
        405: ("METHOD_NOT_ALLOWED", "Metode ini tidak diterima pada alamat ini."),
    }
    code, message = messages.get(status, ("BAD_REQUEST", "Permintaan tidak dapat dilayani."))
    headers: dict[str, Any] = dict(getattr(error, "headers", None) or {})
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status, headers)
