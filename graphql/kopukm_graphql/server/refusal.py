"""Refusals at the level of HTTP: the request never became a GraphQL operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kopukm_core.errors import (
    BadInputError,
    BusyError,
    ConflictError,
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ThrottledError,
)
from kopukm_core.files import FileStoreFullError


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """Answered with this HTTP status and one error in the body; the message is Indonesian."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)


def bad_request(message: str) -> Refusal:
    """400: what was sent is no GraphQL request."""
    return Refusal(400, "BAD_REQUEST", message)


_STATUS: tuple[tuple[type[KopukmError], int], ...] = (
    (FileStoreFullError, 507),
    (NotAuthenticatedError, 401),
    (NotAllowedError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (ThrottledError, 429),
    (BusyError, 503),
    (BadInputError, 400),
)


def refusal_of(error: KopukmError) -> Refusal:
    """What a known error becomes that ends the request before an operation runs (a token that ended, say)."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Refusal(status, error.code, str(error), headers)
