# mypy: disable-error-code="untyped-decorator"
"""A schema with every kind of behaviour, and real uvicorn servers on free ports for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import date
from types import SimpleNamespace
from typing import cast

import httpx2
import pytest
import strawberry
import uvicorn
from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.requests import Request

from greeting_documents import DOCUMENTS
from kopukm_core.errors import BadInputError, NotAuthenticatedError
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_graphql.documents import TrustedDocuments
from kopukm_graphql.documents.composing import trusted_documents
from kopukm_graphql.documents.reading import read_folder
from kopukm_graphql.limits import DEFAULT_LIMITS
from kopukm_graphql.server import ActorContext, ReadinessCheck, ServerSettings, create_application
from kopukm_graphql.server.serving import listening_socket, server_config


@strawberry.type
class Node:
    """A row that can be asked for rows of its own."""

    name: str = "desa"

    @strawberry.field
    def children(self, first: int = 10) -> list[Node]:
        return [Node()]


@strawberry.type
class Query:
    """One field for each way in which an operation can end."""

    @strawberry.field
    def greeting(self, name: str = "Siti") -> str:
        return f"Halo {name}"

    @strawberry.field
    def day(self, on: date) -> date:
        return on

    @strawberry.field
    def nodes(self, first: int = 10) -> list[Node]:
        return [Node() for _ in range(min(first, 3))]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("rahasia: postgres://admin:kata-sandi@db")

    @strawberry.field
    def broken_always(self) -> str:
        raise RuntimeError("rahasia: postgres://admin:kata-sandi@db")

    @strawberry.field
    def known_error(self) -> str | None:
        raise BadInputError("Kursor tidak dikenal.", remedy="Mulai lagi dari halaman pertama.")

    @strawberry.field
    def coded_error(self) -> str | None:
        raise GraphQLError("Tidak boleh.", extensions={"code": "FORBIDDEN"})

    @strawberry.field
    def uncoded_error(self) -> str | None:
        raise GraphQLError("rahasia dari pustaka lain")

    @strawberry.field
    def impossible(self) -> str:
        return cast(str, None)

    @strawberry.field
    def whole_number(self) -> strawberry.ID:
        return strawberry.ID("1")

    @strawberry.field
    async def slow(self) -> str:
        await waiting()
        return "selesai"


@strawberry.type
class Mutation:
    """Counts, so that a test sees whether it ran."""

    @strawberry.mutation
    def count(self) -> int:
        EVENTS.append("count")
        return EVENTS.count("count")

    @strawberry.mutation
    async def count_slowly(self) -> int:
        EVENTS.append("begun")
        await asyncio.sleep(0.3)
        EVENTS.append("ended")
        return 1


EVENTS: list[str] = []
"""What resolvers have done, in order."""


async def waiting() -> None:
    """Waits far longer than any test, and notes when it is cancelled."""
    EVENTS.append("waiting")
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        EVENTS.append("cancelled")
        raise


_ACTORS = {
    "Bearer siti": Actor(ActorKind.PERSON, "siti"),
    "Bearer pengembang": Actor(
        ActorKind.PERSON, "pengembang", (Grant("graphql.introspect"), Grant("graphql.free_documents"))
    ),
}


@asynccontextmanager
async def open_context(request: Request) -> AsyncIterator[ActorContext]:
    """The actor that the token names; a token of nobody is refused."""
    token = request.headers.get("authorization")
    if token is not None and token not in _ACTORS:
        raise NotAuthenticatedError("Token tidak berlaku lagi.", remedy="Masuk kembali.")
    EVENTS.append("opened")
    try:
        yield cast(ActorContext, SimpleNamespace(actor=_ACTORS[token] if token else ANONYMOUS))
    finally:
        EVENTS.append("closed")


async def database_is_missing() -> str:
    """A readiness check that fails when a test says so."""
    return "Basis data tidak dapat dihubungi." if "database gone" in EVENTS else ""


@contextmanager
def _serving(application: Starlette) -> Iterator[str]:
    listening = listening_socket("127.0.0.1", 0)
    server = uvicorn.Server(server_config(application))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="session")
def trusted_documents_of_tests(tmp_path_factory: pytest.TempPathFactory) -> TrustedDocuments:
    """Three operations that these servers know: a greeting, nodes with a fragment, and a count."""
    folder = tmp_path_factory.mktemp("toko") / "operations"
    (folder / "fragments").mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / f"{name}.graphql").write_text(text, encoding="utf-8")
    schema = strawberry.Schema(Query, Mutation)
    return trusted_documents([read_folder(folder, "toko")], schema, DEFAULT_LIMITS)


@pytest.fixture(scope="session")
def serve_settings(
    trusted_documents_of_tests: TrustedDocuments,
) -> Iterator[Callable[[ServerSettings], httpx2.Client]]:
    """A client of a real server with the settings given; one server per settings for the whole run."""
    clients: dict[ServerSettings, httpx2.Client] = {}
    with ExitStack() as stack:

        def client(settings: ServerSettings) -> httpx2.Client:
            if settings not in clients:
                application = create_application(
                    strawberry.Schema(Query, Mutation),
                    settings=settings,
                    open_context=open_context,
                    readiness=[ReadinessCheck("database", database_is_missing)],
                    trusted=trusted_documents_of_tests,
                )
                url = stack.enter_context(_serving(application))
                clients[settings] = stack.enter_context(httpx2.Client(base_url=url, timeout=20))
            return clients[settings]

        yield client


@pytest.fixture
def client(serve_settings: Callable[[ServerSettings], httpx2.Client]) -> httpx2.Client:
    """A client of a development server with the defaults."""
    return serve_settings(ServerSettings())


@pytest.fixture
def events() -> list[str]:
    """What resolvers do in this test."""
    EVENTS.clear()
    return EVENTS
