"""The endpoint `/graphql`: GraphQL over HTTP as its specification says."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import strawberry
from graphql import OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kopukm_core.errors import KopukmError, NotAuthenticatedError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_graphql.server.addresses import client_address, rate_key
from kopukm_graphql.server.answers import document_refused, executed, failed, one_error, refused
from kopukm_graphql.server.deadline import OperationTimeoutError, operation_deadline
from kopukm_graphql.server.documents import DocumentCache, DocumentError, PreparedDocument, is_mutation
from kopukm_graphql.server.envelope import name_operation, request_id_of
from kopukm_graphql.server.execution import Executor, OperationCall
from kopukm_graphql.server.graphiql import GraphiqlPage
from kopukm_graphql.server.negotiation import HTML, JSON, RESPONSE_JSON, preferred_type
from kopukm_graphql.server.rate_limiting import RateLimiter
from kopukm_graphql.server.refusal import Refusal, refusal_of
from kopukm_graphql.server.request_reading import OperationRequest, read_get, read_post
from kopukm_graphql.server.settings import ServerSettings
from kopukm_graphql.server.uploads import UploadReader, is_multipart

logger = logging.getLogger("kopukm.graphql")


class ActorContext(Protocol):
    """What the server asks of the context that resolvers are given."""

    @property
    def actor(self) -> Actor: ...


OpenContext = Callable[[Request], AbstractAsyncContextManager[ActorContext] | Awaitable[ActorContext]]
"""Opens the context of one request; a KopukmError from it (a token that ended) is answered with its code."""


class GraphqlEndpoint:
    """An ASGI application for one route, all methods. One per process: it holds the caches and buckets."""

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        settings: ServerSettings,
        open_context: OpenContext,
        executor: Executor,
        graphiql: GraphiqlPage | None,
    ) -> None:
        self._settings = settings
        self._open_context = open_context
        self._executor = executor
        self._graphiql = graphiql
        self._addresses = RateLimiter(settings.address_rate)
        self._actors = RateLimiter(settings.actor_rate)
        self._uploads = (
            None
            if settings.uploads is None
            else UploadReader(settings, settings.uploads, self._may_send_files)
        )
        self.documents = DocumentCache(
            schema._schema,
            settings.limits,
            documents=settings.cached_documents,
            characters=settings.cached_characters,
            suggestions=settings.development,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        reading = request.method in ("GET", "HEAD")
        offers = (JSON, RESPONSE_JSON, HTML) if self._graphiql and reading else (JSON, RESPONSE_JSON)
        media_type = preferred_type(request.headers.get("accept"), offers)
        if media_type == HTML and self._graphiql:
            return self._graphiql.response()
        try:
            return await self._operate(request, media_type)
        except Refusal as refusal:
            return refused(refusal, media_type or JSON)
        except KopukmError as error:
            return refused(refusal_of(error), media_type or JSON)
        except DocumentError as error:
            return document_refused(error, media_type or JSON, request_id_of(request.scope))
        except ClientDisconnect:
            return Response(status_code=499)

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
                406, "NOT_ACCEPTABLE", f"Jawaban hanya tersedia sebagai {RESPONSE_JSON} atau {JSON}."
            )
        address = client_address(request.scope, self._settings.trusted_proxies)
        self._addresses.take(rate_key(address))
        if request.method == "POST" and is_multipart(request) and self._uploads is not None:
            async with self._uploads.received(request) as with_files:
                return await self._answer(request, with_files, media_type)
        if request.method == "POST":
            asked = await read_post(request, self._settings)
        else:
            asked = read_get(request, self._settings)
        return await self._answer(request, asked, media_type)

    async def _answer(self, request: Request, asked: OperationRequest, media_type: str) -> Response:
        prepared = self.documents.prepared(asked.query)
        operation = prepared.operation(asked.operation_name)
        name_operation(request.scope, operation)
        _check_kind(request, operation)
        async with _opened(self._open_context(request)) as context:
            self._check_actor(context.actor, prepared)
            call = OperationCall(prepared, operation, asked.variables or {}, asked.extensions or {}, context)
            return await self._execute(request, call, media_type, self._seconds(asked))

    def _seconds(self, asked: OperationRequest) -> float:
        """How long the operation may run: one that stores files takes as long as their store does."""
        if asked.has_files and self._settings.uploads is not None:
            return self._settings.uploads.seconds
        return self._settings.operation_seconds

    async def _may_send_files(self, request: Request) -> None:
        """Before a large body is read: is the token good, and may they send files at all?"""
        async with _opened(self._open_context(request)) as context:
            anonymous = context.actor.kind is ActorKind.ANONYMOUS
        if anonymous and self._settings.uploads is not None and not self._settings.uploads.anonymous:
            raise NotAuthenticatedError(
                "Mengunggah berkas membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi."
            )

    def _check_actor(self, actor: Actor, prepared: PreparedDocument) -> None:
        if actor.kind is not ActorKind.ANONYMOUS:
            self._actors.take(actor.key)
        closed = not self._settings.development
        if prepared.introspects and closed and not actor.may(self._settings.introspection_permission):
            raise one_error(
                "INTROSPECTION_DISABLED",
                "Introspeksi tidak dibuka untuk umum. Gunakan berkas schema.graphql.",
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
            raise Refusal(
                503,
                "TIMEOUT",
                f"Permintaan dihentikan setelah berjalan {seconds:g} detik. "
                "Minta lebih sedikit data sekaligus.",
            ) from None
        except KopukmError:
            raise
        except Exception:
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
    if operation.operation is OperationType.SUBSCRIPTION:
        raise one_error("SUBSCRIPTION_NOT_SUPPORTED", "Langganan (subscription) tidak tersedia melalui HTTP.")


@asynccontextmanager
async def _opened(
    opening: AbstractAsyncContextManager[ActorContext] | Awaitable[ActorContext],
) -> AsyncIterator[ActorContext]:
    if isinstance(opening, AbstractAsyncContextManager):
        async with opening as context:
            yield context
    else:
        yield await opening


__all__ = ["ActorContext", "GraphqlEndpoint", "OpenContext", "OperationRequest"]
