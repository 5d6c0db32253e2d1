"""Who may ask what, alike for every way in: rates, documents, the actor, introspection."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Protocol

import strawberry
from graphql import OperationDefinitionNode
from starlette.requests import Request
from starlette.types import Scope

from kopukm_core.errors import BusyError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.logs import bind
from kopukm_graphql.documents.trusted import TrustedDocuments
from kopukm_graphql.server.addresses import client_address, rate_key
from kopukm_graphql.server.answers import one_error
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.envelope import name_operation
from kopukm_graphql.server.request_reading import OperationRequest
from kopukm_graphql.server.served_documents import ServedDocuments
from kopukm_graphql.server.settings import ServerSettings
from kopukm_graphql.server.shared_rates import RequestRate, SharedRates


class ActorContext(Protocol):
    """What the server asks of the context that resolvers are given."""

    @property
    def actor(self) -> Actor: ...


OpenContext = Callable[[Request], AbstractAsyncContextManager[ActorContext] | Awaitable[ActorContext]]
"""Opens the context of one request; a KopukmError from it (a token that ended) is answered with its code.

An operation over a WebSocket, and each event of a subscription, opens a context of its own with a request that
carries the headers of the handshake and what `connection_init` said.
"""


class Admission:
    """One per process: it holds the documents and the buckets that HTTP, SSE and WebSocket share."""

    def __init__(
        self,
        schema: strawberry.Schema,
        settings: ServerSettings,
        open_context: OpenContext,
        trusted: TrustedDocuments,
        shared_rates: SharedRates | None = None,
    ) -> None:
        self.settings = settings
        self._open_context = open_context
        self._addresses = RequestRate("address", settings.address_rate, shared_rates)
        self._actors = RequestRate("actor", settings.actor_rate, shared_rates)
        self.documents = ServedDocuments(schema, settings, trusted)

    async def count_address(self, scope: Scope) -> None:
        """Count one request of the caller's address. Raises ThrottledError."""
        await self._addresses.take(self.address_key(scope))

    def address_key(self, scope: Scope) -> str:
        """What limits per address count by."""
        return rate_key(client_address(scope, self.settings.trusted_proxies))

    async def prepared(
        self, asked: OperationRequest, request: Request
    ) -> tuple[PreparedDocument, OperationDefinitionNode]:
        """The document and the operation asked for. Raises DocumentError, Refusal and KopukmError.

        A document that needs a permission is not looked at before it is known who asks: what is wrong with it
        would tell of the schema.
        """
        wanted = self.documents.wanted(asked)
        if not wanted.is_open:
            async with self.opened(request) as context:
                self.documents.check(wanted, context.actor)
        prepared = self.documents.prepared(wanted)
        operation = prepared.operation(asked.operation_name)
        name_operation(request.scope, operation, known=wanted.is_trusted)
        return prepared, operation

    def trusts(self, asked: OperationRequest) -> bool:
        """Whether a trusted document is asked for, by its id or word for word."""
        return self.documents.knows(asked)

    def admitted(
        self, request: Request, prepared: PreparedDocument
    ) -> AbstractAsyncContextManager[ActorContext]:
        """The context of an operation that its actor may run. Raises as `counted` does, and DocumentError."""

        async def check(actor: Actor) -> None:
            await self._count(actor)
            self._check_introspection(actor, prepared)

        return _Opened(self._open_context(request), self.settings.operation_seconds, check)

    def counted(self, request: Request) -> AbstractAsyncContextManager[ActorContext]:
        """A context whose actor is counted against its rate. Raises as `opened` does, and ThrottledError."""
        return _Opened(self._open_context(request), self.settings.operation_seconds, self._count)

    def opened(self, request: Request) -> AbstractAsyncContextManager[ActorContext]:
        """A context with the actor as it is at this moment; nothing is counted.

        Raises KopukmError: BusyError where finding the actor takes longer than an operation may.
        """
        return _Opened(self._open_context(request), self.settings.operation_seconds, None)

    async def _count(self, actor: Actor) -> None:
        bind(actor=actor.key, actor_kind=actor.kind.value)
        if actor.kind is not ActorKind.ANONYMOUS:
            await self._actors.take(actor.key)

    def _check_introspection(self, actor: Actor, prepared: PreparedDocument) -> None:
        closed = not self.settings.development
        if prepared.introspects and closed and not actor.may(self.settings.introspection_permission):
            raise one_error(
                "INTROSPECTION_DISABLED",
                "Introspeksi tidak dibuka untuk umum. Gunakan berkas schema.graphql.",
            )


class _Opened(AbstractAsyncContextManager[ActorContext]):
    """A request's context, opened in time and closed whatever happens; `check` may refuse its actor."""

    __slots__ = ("_check", "_opening", "_seconds")

    def __init__(
        self,
        opening: AbstractAsyncContextManager[ActorContext] | Awaitable[ActorContext],
        seconds: float,
        check: Callable[[Actor], Awaitable[None]] | None,
    ) -> None:
        self._opening = opening
        self._seconds = seconds
        self._check = check

    async def __aenter__(self) -> ActorContext:
        try:
            async with asyncio.timeout(self._seconds):
                if isinstance(self._opening, AbstractAsyncContextManager):
                    context = await self._opening.__aenter__()
                else:
                    context = await self._opening
        except TimeoutError:
            raise BusyError(
                "Basis data terlalu lambat menjawab.", remedy="Coba lagi sebentar lagi."
            ) from None
        if self._check is not None:
            try:
                await self._check(context.actor)
            except BaseException as error:
                await self.__aexit__(type(error), error, error.__traceback__)
                raise
        return context

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        if isinstance(self._opening, AbstractAsyncContextManager):
            return await self._opening.__aexit__(kind, error, trace)
        return None
