"""Runs any operation as a stream of answers, alike for WebSocket and SSE."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any, TypeAlias, cast

import strawberry
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from graphql import create_source_event_stream as source_event_stream
from graphql.execution import Executor as GraphqlExecutor
from starlette.requests import Request

from kopukm_core.errors import KopukmError
from kopukm_core.identity.actor import Actor
from kopukm_graphql.server.admission import Admission
from kopukm_graphql.server.answers import document_errors, refusal_error, result_body
from kopukm_graphql.server.deadline import OperationTimeoutError, operation_deadline
from kopukm_graphql.server.documents import DocumentError, PreparedDocument
from kopukm_graphql.server.envelope import request_id_of
from kopukm_graphql.server.execution import Executor, OperationCall, WrittenResult
from kopukm_graphql.server.masking import internal_error, shown_error
from kopukm_graphql.server.refusal import Refusal, refusal_of
from kopukm_graphql.server.request_reading import OperationRequest

logger = logging.getLogger("kopukm.graphql")

Body: TypeAlias = dict[str, Any]
"""An answer as clients see it; without `data`, nothing ran."""

WATCHING = "kopukm.watching"
"""In the scope of a request that no person made just now: it does not count as a use of the token."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An operation under way: who asked, and its answers."""

    actor: Actor
    answers: AsyncIterator[Body]

    async def close(self) -> None:
        """Let go of what it listens to."""
        close = getattr(self.answers, "aclose", None)
        if close is not None:
            await close()


class OperationRunner:
    """Opens operations; every event of a subscription is answered for the actor as it is at that moment."""

    def __init__(self, schema: strawberry.Schema, admission: Admission, executor: Executor) -> None:
        self._schema = schema._schema
        self._executor_class = cast(
            type[GraphqlExecutor[Any]], schema.execution_context_class or GraphqlExecutor
        )
        self._admission = admission
        self._executor = executor
        self._seconds = admission.settings.operation_seconds
        self._turns = asyncio.Semaphore(admission.settings.live.concurrent_events)

    async def open(
        self,
        request: Request,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        asked: OperationRequest,
    ) -> Opened:
        """The answers to come; those of a query or mutation are there already.

        Raises KopukmError, DocumentError and Refusal where nothing ran; the iteration raises KopukmError where
        a subscription ends before its time. Close what is returned.
        """
        async with self._admission.admitted(request, prepared) as context:
            call = OperationCall(prepared, operation, asked.variables or {}, asked.extensions or {}, context)
            async with self._deadline():
                if operation.operation is not OperationType.SUBSCRIPTION:
                    source: Any = await self._executor(call)
                    if isinstance(source, WrittenResult):
                        source = source.execution_result()
                else:
                    source = await self._source(call)
        if isinstance(source, ExecutionResult):
            body = result_body(source, request_id_of(request.scope))
            if operation.operation is OperationType.SUBSCRIPTION:
                body.pop("data", None)
            return Opened(context.actor, _only(body))
        return Opened(context.actor, _EventAnswers(self, _watching(request), call, aiter(source)))

    async def still_lets_in(self, request: Request) -> None:
        """Look at the token again. Raises NotAuthenticatedError where it has ended."""
        async with self._admission.opened(_watching(request)):
            pass

    def errors_of(self, error: Exception, request: Request) -> list[dict[str, Any]]:
        """What is told of an error that ends an operation; one of ours is logged."""
        request_id = request_id_of(request.scope)
        if isinstance(error, DocumentError):
            return document_errors(error, request_id)
        if isinstance(error, Refusal):
            return [refusal_error(error)]
        if isinstance(error, KopukmError):
            wrapped = GraphQLError(str(error), original_error=error)
            told = shown_error(wrapped, request_id)
            known = told["extensions"]["code"] == error.code
            return [told if known else refusal_error(refusal_of(error))]
        if isinstance(error, GraphQLError):
            return [shown_error(error, request_id)]
        logger.error("Kesalahan internal pada permintaan %s", request_id, exc_info=error)
        return [internal_error(request_id)]

    async def _source(self, call: OperationCall) -> AsyncIterable[Any] | ExecutionResult:
        name = call.operation.name
        built = self._executor_class.build(
            self._schema,
            call.prepared.document,
            context_value=call.context,
            raw_variable_values=dict(call.variables),
            operation_name=name.value if name else None,
            operation_extensions=dict(call.extensions),
        )
        if isinstance(built, list):
            return ExecutionResult(None, built)
        opened = source_event_stream(built)
        return await opened if isawaitable(opened) else cast(AsyncIterable[Any], opened)

    async def answer(self, request: Request, call: OperationCall, event: Any) -> Body:
        """What one event of a subscription comes to. Raises NotAuthenticatedError where the token has ended."""
        try:
            async with self._turns, self._deadline(), self._admission.opened(request) as context:
                result = await self._executor(replace(call, context=context, root=event))
                if isinstance(result, WrittenResult):
                    result = result.execution_result()
        except Refusal as refusal:
            return {"data": None, "errors": [refusal_error(refusal)]}
        return result_body(result, request_id_of(request.scope))

    @asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        try:
            async with operation_deadline(self._seconds, None):
                yield
        except OperationTimeoutError:
            raise timed_out(self._seconds) from None


class _EventAnswers:
    """The answers to the events of a source; an object, since a generator that never began is never ended."""

    def __init__(
        self, runner: OperationRunner, request: Request, call: OperationCall, source: AsyncIterator[Any]
    ) -> None:
        self._runner = runner
        self._request = request
        self._call = call
        self._source = source

    def __aiter__(self) -> _EventAnswers:
        return self

    async def __anext__(self) -> Body:
        while True:
            # A source that never waits must not keep the others waiting, nor outlive its client.
            await asyncio.sleep(0)
            event = await anext(self._source)
            body = await self._runner.answer(self._request, self._call, event)
            if not getattr(event, "withheld", False):
                return body

    async def aclose(self) -> None:
        close = getattr(self._source, "aclose", None)
        if close is not None:
            await close()


def timed_out(seconds: float) -> Refusal:
    """The answer to an operation that took too long."""
    return Refusal(
        503,
        "TIMEOUT",
        f"Permintaan dihentikan setelah berjalan {seconds:g} detik. Minta lebih sedikit data sekaligus.",
    )


async def _only(body: Body) -> AsyncIterator[Body]:
    yield body


def _watching(request: Request) -> Request:
    return Request({**request.scope, WATCHING: True})
