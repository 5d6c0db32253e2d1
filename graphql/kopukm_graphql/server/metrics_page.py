"""`/metrics` for Prometheus; to everybody else the page does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kopukm_core.metrics import MetricsAccess
from kopukm_core.metrics.exposing import exposition
from kopukm_core.metrics.figures import DatabaseFigures
from kopukm_core.metrics.registry import CONTENT_TYPE
from kopukm_graphql.server.addresses import Network, client_address, is_trusted


def metrics_route(access: MetricsAccess, figures: DatabaseFigures, trusted: Sequence[Network]) -> Route:
    """The page, answered to who has the token or asks from a listed address.

    Behind a proxy that is not declared everybody seems to come from the proxy: then only the token counts.
    """

    async def page(request: Request) -> Response:
        address = client_address(request.scope, trusted)
        forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
        if forwarded and not is_trusted(request.scope, trusted):
            address = ""
        if not access.allows(address, request.headers.get("authorization")):
            raise HTTPException(404)
        return Response(
            await exposition(figures), headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE
        )

    return Route("/metrics", page, methods=["GET"])
