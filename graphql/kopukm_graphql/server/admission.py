"""Who may ask what, alike for every way in: rates, documents, the actor, introspection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
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
        """Whether the document that was asked for by its id is a trusted one."""
        return not asked.query and self.documents.wanted(asked).is_trusted

    @asynccontextmanager
    async def admitted(self, request: Request, prepared: PreparedDocument) -> AsyncIterator[ActorContext]:
        """The context of an operation that its actor may run. Raises KopukmError and DocumentError."""
        async with self.counted(request) as context:
            self._check_introspection(context.actor, prepared)
            yield context

    @asynccontextmanager
    async def counted(self, request: Request) -> AsyncIterator[ActorContext]:
        """A context whose actor is counted against its rate. Raises ThrottledError."""
        async with self.opened(request) as context:
            actor = context.actor
            bind(actor=actor.key, actor_kind=actor.kind.value)
            if actor.kind is not ActorKind.ANONYMOUS:
                await self._actors.take(actor.key)
            yield context

    @asynccontextmanager
    async def opened(self, request: Request) -> AsyncIterator[ActorContext]:
        """A context with the actor as it is at this moment; nothing is counted.

        Raises BusyError where finding the actor takes longer than an operation may.
        """
        opening = self._open_context(request)
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(self.settings.operation_seconds):
                    if isinstance(opening, AbstractAsyncContextManager):
                        context = await stack.enter_async_context(opening)
                    else:
                        context = await opening
            except TimeoutError:
                raise BusyError(
                    "Basis data terlalu lambat menjawab.", remedy="Coba lagi sebentar lagi."
                ) from None
            yield context

    def _check_introspection(self, actor: Actor, prepared: PreparedDocument) -> None:
        closed = not self.settings.development
        if prepared.introspects and closed and not actor.may(self.settings.introspection_permission):
            raise one_error(
                "INTROSPECTION_DISABLED",
                "Introspeksi tidak dibuka untuk umum. Gunakan berkas schema.graphql.",
            )
