"""Errors as clients see them: a code, a sentence, and nothing of the inside."""

from __future__ import annotations

import logging
import re
from typing import Any

from graphql import GraphQLError
from strawberry.exceptions import StrawberryInputCoercionError

from kopukm_core.db import DatabaseFullError, DatabaseUnavailableError
from kopukm_core.db.failures import FULL_RETRY_SECONDS
from kopukm_core.errors import (
    BadInputError,
    BusyError,
    ConflictError,
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProblemsError,
)
from kopukm_core.events import SlowSubscriberError
from kopukm_core.files import FileDamagedError, FileStoreFullError
from kopukm_core.full_disk import is_full_disk
from kopukm_core.metrics import count_error
from kopukm_graphql.problem_path import problem_path
from kopukm_graphql.server.value_messages import place_in_variable, value_message

logger = logging.getLogger("kopukm.graphql")

INTERNAL = "INTERNAL"

CALLERS_FAULT = "BAD_REQUEST"
"""`extensions.classification` of what the caller can mend or must wait for; faults of ours carry none."""

TOLD = (
    BadInputError,
    BusyError,
    ConflictError,
    FileDamagedError,
    FileStoreFullError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProblemsError,
    SlowSubscriberError,
)
"""What clients are told in full; any other error, a wrong setting say, is INTERNAL to them."""

_RAW_EXCEPTION = re.compile(r", but encountered error '.*?'(?=; found)", re.DOTALL)
_RAW_TAIL = re.compile(r'^(.*?Value cannot represent an? \w+: ".*?")\. .*$', re.DOTALL)
_CLIENT_FAULT = re.compile(r"^(Variable|Argument) '")


def shown_error(error: GraphQLError, request_id: str, *, code: str = "BAD_USER_INPUT") -> dict[str, Any]:
    """The error as it is sent, and counted by its code; see `_shown`."""
    shown = _shown(error, request_id, code)
    if shown["extensions"].get("code") != INTERNAL:
        count_error(shown["extensions"].get("code"))
    return shown


def _shown(error: GraphQLError, request_id: str, code: str) -> dict[str, Any]:
    """The error as it is sent.

    `code` is for errors of the request itself (no path, no code of their own). An error that nobody raised on
    purpose is logged whole under the request's id, and sent as INTERNAL with that id only.
    """
    cause = _cause(error)
    if is_full_disk(cause) and not isinstance(cause, FileStoreFullError):
        logger.error("Disk penuh pada permintaan %s: %s", request_id, cause)
        return _formatted(error, str(full_for_now()), _known(full_for_now()))
    if isinstance(cause, DatabaseUnavailableError):
        logger.error("Basis data tidak menjawab pada permintaan %s: %s", request_id, cause.__cause__)
    if isinstance(cause, TOLD):
        return _formatted(error, f"{place_in_variable(error.message)}{cause}", _known(cause))
    extensions = dict(error.extensions or {})
    if "code" in extensions:
        return _formatted(error, error.message, extensions)
    if cause is None and (told := value_message(error.message)) is not None:
        shown = {**extensions, "code": BadInputError.code, "classification": CALLERS_FAULT}
        return _formatted(error, told, shown)
    if error.path is None and (cause is None or _is_input_fault(error, cause)):
        return _formatted(error, _without_raw_text(error.message), {**extensions, "code": code})
    if error.path is not None and cause is None and _CLIENT_FAULT.match(error.message):
        return _formatted(error, _without_raw_text(error.message), {"code": "BAD_USER_INPUT"})
    logger.error("Kesalahan internal pada permintaan %s", request_id, exc_info=cause or error)
    internal = internal_error(request_id)
    return _formatted(error, internal["message"], internal["extensions"])


def full_for_now() -> DatabaseFullError:
    """What clients are told of a full disk: where it is and what to do about it is for the log."""
    return DatabaseFullError(
        "Tempat penyimpanan layanan sedang penuh; tidak ada yang tersimpan.",
        remedy="Kirim lagi nanti.",
        retry_after=FULL_RETRY_SECONDS,
    )


def internal_error(request_id: str) -> dict[str, Any]:
    """What a person is told when the fault is ours: nothing of it but the number to report it by."""
    count_error(INTERNAL)
    message = (
        "Terjadi kesalahan di dalam layanan. Coba lagi; bila berulang, "
        f"sampaikan nomor {request_id} kepada petugas."
    )
    return {"message": message, "extensions": {"code": INTERNAL, "requestId": request_id}}


def _cause(error: GraphQLError) -> Exception | None:
    cause: Exception | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _is_input_fault(error: GraphQLError, cause: Exception) -> bool:
    return isinstance(cause, StrawberryInputCoercionError) or "but encountered error" in error.message


def _known(cause: KopukmError) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": cause.code, "classification": CALLERS_FAULT}
    if isinstance(cause, BusyError):
        extensions["retryAfter"] = cause.retry_after
    if isinstance(cause, ProblemsError):
        extensions["problems"] = [
            {"field": problem_path(problem.field), "code": problem.code, "message": problem.message}
            for problem in cause.problems
        ]
    return extensions


def _without_raw_text(message: str) -> str:
    """Python's own words out of what a scalar said of a value."""
    return _RAW_TAIL.sub(r"\1", _RAW_EXCEPTION.sub("", message))


def _formatted(error: GraphQLError, message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"message": message}
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path is not None:
        shown["path"] = error.path
    shown["extensions"] = extensions
    return shown
