"""Answers of the GraphQL endpoint with the status that GraphQL over HTTP gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import ExecutionResult, GraphQLError
from starlette.responses import Response

from kopukm_core.metrics import count_error
from kopukm_graphql.server.documents import DocumentError
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.server.execution import WrittenResult
from kopukm_graphql.server.live.framing import COMPLETE_EVENT, STREAM_HEADERS, next_event
from kopukm_graphql.server.masking import internal_error, shown_error
from kopukm_graphql.server.negotiation import EVENT_STREAM, JSON, RESPONSE_JSON
from kopukm_graphql.server.refusal import Refusal


def answer(
    body: Mapping[str, Any], media_type: str, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    """A response in one of the media types, never stored by caches; an event stream ends with its one answer."""
    if media_type == EVENT_STREAM:
        content = next_event(body) + COMPLETE_EVENT
        return Response(content, 200, {**STREAM_HEADERS, **(headers or {})}, media_type=EVENT_STREAM)
    return _response(encoded(dict(body)), media_type, status, headers)


def _response(
    content: bytes, media_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(
        content,
        status,
        {"Cache-Control": "no-store", "Vary": "Accept", **(headers or {})},
        media_type=f"{media_type}; charset=utf-8",
    )


def refused(refusal: Refusal, media_type: str) -> Response:
    """The answer to a request that is no GraphQL request, or that is not let in."""
    errors = {"errors": [refusal_error(refusal)]}
    if media_type == EVENT_STREAM:
        media_type = JSON
    return answer(errors, media_type, refusal.status, refusal.headers)


def refusal_error(refusal: Refusal) -> dict[str, Any]:
    """A refusal as one of `errors`."""
    count_error(refusal.code)
    return {"message": refusal.message, "extensions": {"code": refusal.code}}


def document_refused(error: DocumentError, media_type: str, request_id: str) -> Response:
    """A document that cannot be run: 400, or 200 where the client takes only `application/json`."""
    errors = document_errors(error, request_id)
    return answer({"errors": errors}, media_type, _request_error_status(media_type))


def document_errors(error: DocumentError, request_id: str) -> list[dict[str, Any]]:
    """The errors of a document that cannot be run, as clients see them."""
    return [shown_error(each, request_id, code=error.code) for each in error.errors]


def executed(result: ExecutionResult | WrittenResult, media_type: str, request_id: str) -> Response:
    """What an operation answered: 200, or a request error where nothing ran."""
    if isinstance(result, WrittenResult):
        if media_type != EVENT_STREAM:
            return _response(b'{"data":%b}' % result.data, media_type)
        result = result.execution_result()
    body = result_body(result, request_id)
    return answer(body, media_type, 200 if "data" in body else _request_error_status(media_type))


def result_body(result: ExecutionResult, request_id: str) -> dict[str, Any]:
    """The result as clients see it.

    Data that is null because a field failed is an answer. Data that is null with no path to any failure means
    that nothing ran (variables that do not fit): a request error, without the entry `data`.
    """
    errors = list(result.errors or ())
    if result.data is None and errors and all(error.path is None for error in errors):
        return {"errors": [shown_error(error, request_id) for error in errors]}
    body: dict[str, Any] = {"data": result.data}
    if errors:
        body["errors"] = [shown_error(error, request_id) for error in errors]
    if result.extensions:
        body["extensions"] = result.extensions
    return body


def failed(media_type: str, request_id: str) -> Response:
    """The answer when the fault is ours and no field can carry it."""
    return answer({"errors": [internal_error(request_id)]}, media_type, 500)


def _request_error_status(media_type: str) -> int:
    return 400 if media_type == RESPONSE_JSON else 200


def one_error(code: str, message: str) -> DocumentError:
    """A document refused for one reason of our own."""
    return DocumentError(code, [GraphQLError(message, extensions={"code": code})])
