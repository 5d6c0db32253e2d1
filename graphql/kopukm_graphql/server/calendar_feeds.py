"""`GET /kalender/{secret}.ics`: a calendar for a program of calendars; whoever has no living link finds nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from email.utils import format_datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kopukm_core.errors import BusyError, KopukmError
from kopukm_core.scheduling.feeds import MEDIA_TYPE
from kopukm_core.scheduling.feeds.reading import FeedFile
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import refused
from kopukm_graphql.server.negotiation import JSON
from kopukm_graphql.server.refusal import refusal_of

FEEDS = "kalender"

ReadFeed = Callable[[str], Awaitable[FeedFile | None]]
"""The file behind a secret, None where there is none."""


def feed_route(admission: Admission, read: ReadFeed) -> Route:
    """The route, with the same rates per address as the endpoint of GraphQL."""

    async def feed(request: Request) -> Response:
        try:
            await admission.count_address(request.scope)
            async with asyncio.timeout(admission.settings.operation_seconds):
                found = await read(str(request.path_params["secret"]))
        except TimeoutError:
            return refused(refusal_of(BusyError("Basis data terlalu lambat menjawab.")), JSON)
        except KopukmError as error:
            return refused(refusal_of(error), JSON)
        if found is None:
            raise HTTPException(404)
        headers = {
            "ETag": f'"{found.tag}"',
            # For people; If-Modified-Since counts for nothing: an entry that goes out of sight leaves no later moment.
            "Last-Modified": format_datetime(found.changed_at.astimezone(UTC), usegmt=True),
            "Cache-Control": "private, max-age=300",
            "Content-Disposition": 'inline; filename="kalender.ics"',
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        }
        if _has(request.headers.get("if-none-match"), found.tag):
            return Response(status_code=304, headers=headers)
        return Response(await found.content(), headers={**headers, "Content-Type": MEDIA_TYPE})

    return Route(f"/{FEEDS}/{{secret}}.ics", feed, methods=["GET", "HEAD"])


def _has(given: str | None, tag: str) -> bool:
    """Whether If-None-Match names the tag (RFC 9110: a list, weak marks count for nothing)."""
    known = (one.strip().removeprefix("W/").strip('"') for one in (given or "").split(","))
    return any(one in (tag, "*") for one in known)
