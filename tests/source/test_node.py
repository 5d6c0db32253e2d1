"""Global ids: what the server gave comes back, and everything else is the caller's fault."""

from __future__ import annotations

import base64

import pytest

from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import global_id
from reading import ACTORS, GUNUNG, answer, ask

pytestmark = pytest.mark.anyio
OPERATOR, PUBLIC = ACTORS["operator"], ACTORS["anonymous"]


async def test_a_row_by_number_and_one_by_text(schema: ComposedSchema) -> None:
    document = "query ($a: ID!, $b: ID!) { a: node(id: $a) { id __typename ...L } b: node(id: $b) { ...R } }"
    fragments = " fragment L on Library { name } fragment R on Region { code ... on Node { id } }"
    data = await answer(
        schema, document + fragments, OPERATOR, a=global_id("Library", 1), b=global_id("Region", GUNUNG)
    )
    assert data["a"] == {"id": global_id("Library", 1), "__typename": "Library", "name": "Melati 10"}
    assert data["b"] == {"code": GUNUNG, "id": global_id("Region", GUNUNG)}


async def test_a_hidden_row_and_a_missing_one_look_the_same(schema: ComposedSchema) -> None:
    document = "query ($a: ID!, $b: ID!) { a: node(id: $a) { id } b: node(id: $b) { id } }"
    asked = {"a": global_id("Library", 1), "b": global_id("Library", 999999)}
    assert await answer(schema, document, PUBLIC, **asked) == {"a": None, "b": None}


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "x",
        "Incorrect padding",
        "é",
        "A" * 1000,
        _encoded("Library"),
        _encoded("Library:"),
        _encoded(":1"),
        _encoded("Library:abc"),
        _encoded("Library:-1"),
        _encoded("Library:1.5"),
        _encoded("Library:٣"),
        _encoded("Library:" + "9" * 30),
        _encoded("Query:1"),
        _encoded("Nothing:1"),
        base64.b64encode(b"Library:\xff").decode(),
        _encoded("Library:1") + "=",
    ],
)
async def test_a_bad_id_is_refused_without_a_reason(schema: ComposedSchema, bad: str) -> None:
    document = "query ($id: ID!) { node(id: $id) { id } library { libraryBy(id: $id) { id } } }"
    _, errors = await ask(schema, document, OPERATOR, id=bad)
    assert errors == [("BAD_USER_INPUT", ["node"]), ("BAD_USER_INPUT", ["library", "libraryBy"])]


async def test_the_id_of_another_type_is_no_id_of_this(schema: ComposedSchema) -> None:
    document = "query ($id: ID!) { library { libraryBy(id: $id) { id } } }"
    _, errors = await ask(schema, document, OPERATOR, id=global_id("Visit", 1))
    assert errors == [("BAD_USER_INPUT", ["library", "libraryBy"])]


@pytest.mark.parametrize("arguments", ["", '(id: "x", nameKey: "y")', "(id: null)"])
async def test_a_lookup_wants_exactly_one_argument(schema: ComposedSchema, arguments: str) -> None:
    _, errors = await ask(schema, f"{{ library {{ libraryBy{arguments} {{ id }} }} }}", OPERATOR)
    assert errors == [("BAD_USER_INPUT", ["library", "libraryBy"])]
