"""The limits as a client meets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import httpx2
import pytest
import strawberry
from starlette.requests import Request

from kopukm_core.identity.actor import ANONYMOUS
from kopukm_graphql.server import ActorContext, ServerSettings, create_application

pytestmark = pytest.mark.anyio


@strawberry.type
class Query:
    """One field."""

    @strawberry.field
    def name(self) -> str:
        return "x"


@asynccontextmanager
async def open_context(_: Request) -> AsyncIterator[ActorContext]:
    yield cast(ActorContext, SimpleNamespace(actor=ANONYMOUS))


async def asked(text: str) -> Any:
    schema = strawberry.Schema(Query)
    application = create_application(schema, settings=ServerSettings(), open_context=open_context)
    transport = httpx2.ASGITransport(application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
        return (await client.post("/graphql", json={"query": text})).json()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" + "".join(f" a{n}: name" for n in range(60)) + "}", "LIMIT_ROOT_FIELDS"),
        ("{" + " name" * 6_000 + "}", "LIMIT_TOKENS"),
        ("{ name " + "@skip(if: false) " * 60 + "}", "LIMIT_DIRECTIVES"),
        ("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_document_over_a_limit_is_refused_by_code(text: str, code: str) -> None:
    answer = await asked(text)
    assert answer["errors"][0]["extensions"]["code"] == code
    assert "data" not in answer


async def test_a_document_within_the_limits_runs() -> None:
    assert await asked("{ name }") == {"data": {"name": "x"}}
