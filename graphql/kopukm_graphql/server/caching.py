"""Answers that a client may keep and ask after: 304 while they are the same."""

from __future__ import annotations

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response


def revalidating(response: Response, request: Request) -> Response:
    """The answer with an ETag, or 304 without a body where the client holds the same one.

    For public answers to GET of a trusted document only: every use is asked for again (`no-cache`), so that
    nobody is shown what is no longer so. An answer that is no success is left as it is.
    """
    if response.status_code != 200 or b'"errors":' in bytes(response.body):
        return response
    tag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept, Authorization, Kopukm-Acting-For",
    }
    given = request.headers.get("if-none-match", "")
    if tag in (each.strip().removeprefix("W/") for each in given.split(",")):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response
