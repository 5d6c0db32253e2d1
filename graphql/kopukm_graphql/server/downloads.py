"""`GET /files/{number}`: the content of a file, for who may see it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from kopukm_core.errors import KopukmError
from kopukm_core.files import FileDamagedError, StoredFile
from kopukm_core.identity.actor import Actor
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import failed, refused
from kopukm_graphql.server.envelope import request_id_of
from kopukm_graphql.server.negotiation import JSON
from kopukm_graphql.server.refusal import Refusal, refusal_of

DOWNLOADS = "/files"

logger = logging.getLogger("kopukm.graphql")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that its reader may have; `pieces` begins reading its content."""

    stored: StoredFile
    pieces: Callable[[], AsyncIterator[bytes]]


OpenFile = Callable[[Actor, int, bool], Awaitable[OpenedFile]]
"""Opens a file by its number for an actor; the last argument tells whether its content is to be read, which leaves a
trace. A KopukmError from it is answered with its code."""


class DownloadEndpoint:
    """An ASGI application for one route, with the same rates and actors as the endpoint of GraphQL."""

    def __init__(self, admission: Admission, open_file: OpenFile) -> None:
        self._admission = admission
        self._open_file = open_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            await self._answer(request, receive, send)
        except Refusal as refusal:
            await refused(refusal, JSON)(scope, receive, send)
        except KopukmError as error:
            await refused(refusal_of(error), JSON)(scope, receive, send)

    async def _answer(self, request: Request, receive: Receive, send: Send) -> None:
        if request.method not in ("GET", "HEAD"):
            raise Refusal(
                405, "METHOD_NOT_ALLOWED", "Berkas hanya dapat diambil dengan GET.", {"Allow": "GET, HEAD"}
            )
        await self._admission.count_address(request.scope)
        reads = request.method == "GET"
        async with self._admission.counted(request) as context:
            opened = await self._open_file(context.actor, _number(request), reads)
            headers = headers_of(opened.stored)
            if request.headers.get("if-none-match") == headers["ETag"]:
                await Response(status_code=304, headers=headers)(request.scope, receive, send)
                return
            if not reads:
                await Response(headers=headers)(request.scope, receive, send)
                return
            # The first piece is asked for before the status is sent: what is missing is then told, and not cut off.
            pieces = opened.pieces()
            try:
                first = await anext(pieces, b"")
            except FileDamagedError as error:
                logger.error("file %s: %s", opened.stored.id, error.message)
                await failed(JSON, request_id_of(request.scope))(request.scope, receive, send)
                return
            answer = StreamingResponse(_joined(first, pieces), headers=headers)
            await answer(request.scope, receive, send)


def _number(request: Request) -> int:
    """The number in the path; 0, which is no file's, for what is no number."""
    text = str(request.path_params["number"])
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def headers_of(stored: StoredFile) -> dict[str, str]:
    """The headers of a download: always an attachment, never a page of ours, never in a shared cache."""
    return {
        "Content-Type": stored.media_type,
        "Content-Length": str(stored.size),
        "Content-Disposition": disposition(stored.name),
        "ETag": f'"{stored.sha256[:32]}"',
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-site",
        "Accept-Ranges": "none",
    }


def disposition(name: str) -> str:
    """`attachment` with the name in plain letters, and in full as RFC 6266 and RFC 8187 write it."""
    plain = "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\%;' else "_"
        for letter in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece
