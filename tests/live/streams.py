"""An application with every kind of subscription, short times and low limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import cast

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request

from kopukm_core.errors import NotAuthenticatedError
from kopukm_core.events import SlowSubscriberError
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind
from kopukm_graphql.server import ActorContext, ServerSettings, create_application
from kopukm_graphql.server.live.settings import LiveSettings

SETTINGS = ServerSettings(
    body_bytes=50_000,
    operation_seconds=0.3,
    live=LiveSettings(
        init_seconds=0.2, heartbeat_seconds=0.1, stall_seconds=0.3, operations=3, connections_per_actor=2
    ),
)
STATE = SimpleNamespace(valid={"Bearer siti"}, waiting=0, opened=0, begun=0, counted=0)
"""What the server knows and does: tokens that hold, listeners that wait, contexts opened, mutations done."""


@strawberry.type
class Query:
    """What any connection may ask besides."""

    @strawberry.field
    def greeting(self, name: str = "Siti") -> str:
        return f"Halo {name}"

    @strawberry.field
    def asker(self, info: strawberry.Info) -> str:
        return str(info.context.actor.key)

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("rahasia")

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(60)
        return ""


@strawberry.type
class Mutation:
    """Counts."""

    @strawberry.mutation
    async def count(self) -> int:
        STATE.begun += 1
        await asyncio.sleep(0.1)
        STATE.counted += 1
        return int(STATE.counted)


@strawberry.type
class Subscription:
    """Streams that end, wait, fail, or flood."""

    @strawberry.subscription
    async def numbers(self, upto: int = 3) -> AsyncIterator[int]:
        for number in range(upto):
            yield number

    @strawberry.subscription
    async def waits(self) -> AsyncIterator[int]:
        STATE.waiting += 1
        try:
            yield 0
            await asyncio.sleep(60)
        finally:
            STATE.waiting -= 1

    @strawberry.subscription
    async def breaks(self) -> AsyncIterator[int]:
        yield 0
        raise RuntimeError("rahasia")

    @strawberry.subscription
    async def lags(self) -> AsyncIterator[int]:
        yield 0
        raise SlowSubscriberError("sample.changed")

    @strawberry.subscription
    async def floods(self) -> AsyncIterator[str]:
        STATE.waiting += 1
        try:
            while True:
                yield "x" * 100_000
        finally:
            STATE.waiting -= 1


@asynccontextmanager
async def open_context(request: Request) -> AsyncIterator[ActorContext]:
    token = request.headers.get("authorization")
    if token is not None and token not in STATE.valid:
        raise NotAuthenticatedError("Token tidak berlaku lagi.", remedy="Masuk kembali.")
    STATE.opened += 1
    actor = Actor(ActorKind.PERSON, token.removeprefix("Bearer ")) if token else ANONYMOUS
    yield cast(ActorContext, SimpleNamespace(actor=actor))


def streams() -> Starlette:
    """The application."""
    return create_application(
        strawberry.Schema(Query, Mutation, Subscription), settings=SETTINGS, open_context=open_context
    )
