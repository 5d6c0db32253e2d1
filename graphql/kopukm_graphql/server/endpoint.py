"""The endpoint `/graphql`: GraphQL over HTTP as its specification says, and over server-sent events."""

from __future__ import annotations

import logging
from contextlib import ExitStack

from graphql import OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kopukm_core.db import DatabaseFullError, DatabaseUnavailableError
from kopukm_core.errors import KopukmError, NotAuthenticatedError
from kopukm_core.full_disk import is_full_disk
from kopukm_core.identity.actor import ActorKind
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import document_refused, executed, failed, one_error, refused
from kopukm_graphql.server.caching import revalidating
from kopukm_graphql.server.deadline import OperationTimeoutError, operation_deadline
from kopukm_graphql.server.documents import DocumentError, PreparedDocument, is_mutation
from kopukm_graphql.server.envelope import request_id_of
from kopukm_graphql.server.execution import Executor, OperationCall
from kopukm_graphql.server.graphiql import GraphiqlPage
from kopukm_graphql.server.live.connections import LiveConnections, TooManyConnectionsError, counted_key
from kopukm_graphql.server.live.event_stream import EventStreamResponse
from kopukm_graphql.server.live.running import OperationRunner, timed_out
from kopukm_graphql.server.masking import full_for_now
from kopukm_graphql.server.negotiation import (
    EVENT_STREAM,
    HTML,
    JSON,
    RESPONSE_JSON,
    names_event_stream,
    preferred_type,
)
from kopukm_graphql.server.refusal import Refusal, refusal_of
from kopukm_graphql.server.request_reading import OperationRequest, read_get, read_post
from kopukm_graphql.server.uploads import UploadReader, is_multipart

logger = logging.getLogger("kopukm.graphql")


class GraphqlEndpoint:
    """An ASGI application for one route, all methods. One per process: it holds the caches and buckets."""

    def __init__(
        self,
        admission: Admission,
        executor: Executor,
        runner: OperationRunner,
        connections: LiveConnections,
        graphiql: GraphiqlPage | None,
    ) -> None:
        self._settings = admission.settings
        self._admission = admission
        self._executor = executor
        self._runner = runner
        self._connections = connections
        self._graphiql = graphiql
        self._uploads = (
            None
            if self._settings.uploads is None
            else UploadReader(self._settings, self._settings.uploads, self._may_send_files)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        reading = request.method in ("GET", "HEAD")
        pages = (HTML,) if self._graphiql and reading else ()
        offers = (JSON, RESPONSE_JSON, *pages, EVENT_STREAM)
        media_type = preferred_type(request.headers.get("accept"), offers)
        if media_type == HTML and self._graphiql:
            return self._graphiql.response()
        try:
            return await self._operate(request, media_type)
        except Refusal as refusal:
            return refused(refusal, media_type or JSON)
        except KopukmError as error:
            return refused(self._refusal(error, request), media_type or JSON)
        except DocumentError as error:
            return document_refused(error, media_type or JSON, request_id_of(request.scope))
        except ClientDisconnect:
            return Response(status_code=499)

    def _refusal(self, error: KopukmError, request: Request) -> Refusal:
        if isinstance(error, DatabaseFullError | DatabaseUnavailableError):
            logger.error("Basis data gagal pada permintaan %s: %s", request_id_of(request.scope), error)
        return refusal_of(full_for_now() if isinstance(error, DatabaseFullError) else error)

    async def _operate(self, request: Request, media_type: str | None) -> Response:
        if request.method not in ("GET", "HEAD", "POST"):
            raise Refusal(
                405,
                "METHOD_NOT_ALLOWED",
                f"Metode {request.method[:20]} tidak diterima. Gunakan POST.",
                {"Allow": _METHODS},
            )
        if media_type is None:
            raise Refusal(
                406,
                "NOT_ACCEPTABLE",
                f"Jawaban hanya tersedia sebagai {RESPONSE_JSON}, {JSON}, atau {EVENT_STREAM}.",
            )
        await self._admission.count_address(request.scope)
        if request.method == "POST" and is_multipart(request) and self._uploads is not None:
            async with self._uploads.received(request) as with_files:
                return await self._answer(request, with_files, media_type)
        if request.method == "POST":
            asked = await read_post(request, self._settings)
        else:
            asked = read_get(request, self._settings)
        return await self._answer(request, asked, media_type)

    async def _answer(self, request: Request, asked: OperationRequest, media_type: str) -> Response:
        prepared, operation = await self._admission.prepared(asked, request)
        _check_kind(request, operation)
        if operation.operation is OperationType.SUBSCRIPTION:
            return await self._subscribe(request, prepared, operation, asked)
        async with self._admission.admitted(request, prepared) as context:
            call = OperationCall(prepared, operation, asked.variables or {}, asked.extensions or {}, context)
            response = await self._execute(request, call, media_type, self._seconds(asked))
        if (
            request.method != "POST"
            and context.actor.kind is ActorKind.ANONYMOUS
            and self._admission.trusts(asked)
        ):
            return revalidating(response, request)
        return response

    def _seconds(self, asked: OperationRequest) -> float:
        """How long the operation may run: one that stores files takes as long as their store does."""
        if asked.has_files and self._settings.uploads is not None:
            return self._settings.uploads.seconds
        return self._settings.operation_seconds

    async def _may_send_files(self, request: Request) -> None:
        """Before a large body is read: is the token good, and may they send files at all?"""
        async with self._admission.opened(request) as context:
            anonymous = context.actor.kind is ActorKind.ANONYMOUS
        if anonymous and self._settings.uploads is not None and not self._settings.uploads.anonymous:
            raise NotAuthenticatedError(
                "Mengunggah berkas membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi."
            )

    async def _subscribe(
        self,
        request: Request,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        asked: OperationRequest,
    ) -> Response:
        with ExitStack() as holding:
            try:
                holding.enter_context(
                    self._connections.from_address(self._admission.address_key(request.scope))
                )
                opened = await self._runner.open(request, prepared, operation, asked)
                try:
                    holding.enter_context(self._connections.of_actor(counted_key(opened.actor)))
                except TooManyConnectionsError:
                    await opened.close()
                    raise
            except TooManyConnectionsError as error:
                raise Refusal(429, "TOO_MANY_SUBSCRIPTIONS", str(error), {"Retry-After": "30"}) from None
            return EventStreamResponse(
                request,
                opened,
                self._runner,
                self._connections,
                heartbeat_seconds=self._settings.live.heartbeat_seconds,
                held=holding.pop_all(),
            )

    async def _execute(
        self, request: Request, call: OperationCall, media_type: str, seconds: float
    ) -> Response:
        request_id = request_id_of(request.scope)
        # What a mutation has begun it ends, also when nobody waits for the answer any more.
        receive = None if is_mutation(call.operation) else request.receive
        try:
            async with operation_deadline(seconds, receive):
                result = await self._executor(call)
            return executed(result, media_type, request_id)
        except OperationTimeoutError as error:
            if error.client_gone:
                return Response(status_code=499)
            raise timed_out(seconds) from None
        except KopukmError:
            raise
        except Exception as error:
            if is_full_disk(error):
                raise full_for_now() from error
            logger.exception("Kesalahan internal pada permintaan %s", request_id)
            return failed(media_type, request_id)


_METHODS = "GET, HEAD, POST, OPTIONS"


def _check_kind(request: Request, operation: OperationDefinitionNode) -> None:
    if is_mutation(operation) and request.method != "POST":
        raise Refusal(
            405,
            "METHOD_NOT_ALLOWED",
            "Mutasi hanya diterima dengan POST, tidak dengan GET.",
            {"Allow": "POST"},
        )
    if operation.operation is not OperationType.SUBSCRIPTION:
        return
    if not names_event_stream(request.headers.get("accept")) or request.method == "HEAD":
        raise one_error(
            "SUBSCRIPTION_NOT_SUPPORTED",
            "Langganan (subscription) dijawab melalui WebSocket, atau dengan Accept: text/event-stream.",
        )
