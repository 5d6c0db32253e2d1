"""`GET /messages/{number}/{place}`: an attachment of a message, for its receiver and who carries it now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kopukm_core.errors import KopukmError
from kopukm_core.identity.actor import Actor
from kopukm_core.messaging import Attachment
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import refused
from kopukm_graphql.server.downloads import disposition
from kopukm_graphql.server.negotiation import JSON
from kopukm_graphql.server.refusal import Refusal, refusal_of

MESSAGES = "/messages"

OpenAttachment = Callable[[Actor, int, int], Awaitable[Attachment]]
"""The attachment of a message at a place, from 1, for an actor. A KopukmError from it is answered with its code."""


def attachment_paths(message_id: int, count: int) -> list[str]:
    """Where the attachments of a message are fetched."""
    return [f"{MESSAGES}/{message_id}/{place}" for place in range(1, count + 1)]


def attachment_route(admission: Admission, open_attachment: OpenAttachment) -> Route:
    """The route, with the same rates and actors as the endpoint of GraphQL."""

    async def attachment(request: Request) -> Response:
        try:
            await admission.count_address(request.scope)
            async with admission.counted(request) as context:
                numbers = (_number(request.path_params["number"]), _number(request.path_params["place"]))
                found = await open_attachment(context.actor, *numbers)
        except Refusal as refusal:
            return refused(refusal, JSON)
        except KopukmError as error:
            return refused(refusal_of(error), JSON)
        return Response(found.content, headers=_headers_of(found))

    return Route(f"{MESSAGES}/{{number}}/{{place}}", attachment, methods=["GET", "HEAD"])


def _number(text: str) -> int:
    """The number in the path; 0, which is nobody's, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _headers_of(found: Attachment) -> dict[str, str]:
    """Always an attachment, never a page of ours, never in a shared cache."""
    return {
        "Content-Type": found.media_type,
        "Content-Disposition": disposition(found.name),
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-site",
    }
