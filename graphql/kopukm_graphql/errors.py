"""Errors as clients see them: an Indonesian message and `extensions.code`; nothing internal leaves."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from kopukm_core.errors import BusyError, KopukmError, ProblemsError

logger = logging.getLogger("kopukm.graphql")

BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL = "INTERNAL"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"

_VARIABLE = "Variable '$"


def to_graphql_error(error: GraphQLError) -> GraphQLError:
    """The error to send. One that nobody raised on purpose is logged under an id, and only the id is sent."""
    cause = _cause(error)
    if isinstance(cause, KopukmError):
        return _replaced(error, str(cause), _extensions(cause))
    if cause is not None:
        return _internal(error, cause)
    if error.extensions and "code" in error.extensions:
        return error
    if isinstance(error, GraphQLSyntaxError):
        code = PARSE_FAILED
    elif error.path or error.message.startswith(_VARIABLE):
        code = BAD_USER_INPUT
    else:
        code = VALIDATION_FAILED
    return _replaced(error, error.message, {"code": code})


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised below GraphQL's own errors; None where GraphQL itself found the fault."""
    cause: Any = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause if isinstance(cause, Exception) else None


def _extensions(cause: KopukmError) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": cause.code}
    if isinstance(cause, BusyError):
        extensions["retryAfter"] = cause.retry_after
    if isinstance(cause, ProblemsError):
        extensions["problems"] = [
            {"field": problem.field, "code": problem.code, "message": problem.message}
            for problem in cause.problems
        ]
    return extensions


def _internal(error: GraphQLError, cause: Exception) -> GraphQLError:
    number = uuid.uuid4().hex[:12]
    logger.error("fault %s at %s", number, error.path, exc_info=(type(cause), cause, cause.__traceback__))
    message = f"Terjadi kesalahan di server. Sampaikan kode {number} kepada pengelola."
    return _replaced(error, message, {"code": INTERNAL, "id": number})


def _replaced(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
