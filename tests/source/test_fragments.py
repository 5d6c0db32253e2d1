"""What a document selects decides what is read, however it is written."""

from __future__ import annotations

import pytest

from book_models import Book
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import global_id
from library_models import Library
from reading import ACTORS, answer, answer_interpreted
from statements import recorded_statements

pytestmark = pytest.mark.anyio
OPERATOR = ACTORS["operator"]


async def test_fragments_aliases_and_directives(schema: ComposedSchema) -> None:
    document = """
      query ($no: Boolean = false, $yes: Boolean = true) {
        library { all: libraries(first: 2, order: NAME_DESC) {
          total: totalCount @include(if: $no)
          edges { node { ...Names ... on Node { id } ... @skip(if: $yes) { budget } } }
          nodes { called: name ...Names once: visits(first: 1) { fee } twice: visits(first: 2) { fee } }
        } }
      }
      fragment Names on Library { name ... on Library { kind @skip(if: $no) budget @include(if: $no) } }
    """
    with recorded_statements() as statements:
        data = await answer_interpreted(schema, document, OPERATOR)
    page = data["library"]["all"]
    assert set(page) == {"edges", "nodes"}
    assert [set(edge["node"]) for edge in page["edges"]] == [{"name", "kind", "id"}] * 2
    assert all(node["called"] == node["name"] for node in page["nodes"])
    assert all(len(node["once"]) <= 1 and node["once"] == node["twice"][:1] for node in page["nodes"])
    assert len(statements) == 3
    assert not any("budget" in each for each in statements)


async def test_equal_names_on_other_types_keep_their_own_columns(schema: ComposedSchema) -> None:
    document = """query ($a: ID!, $b: ID!) { a: node(id: $a) { ...Up } b: node(id: $b) { ...Up } }
      fragment Up on Node { ... on Book { up: library { name } } ... on Library { up: region { code } } }"""
    library = await Library.filter(region_code__isnull=False).first()
    book = await Book.filter(library_id=1).first()
    assert library is not None and book is not None
    ids = {"a": global_id("Book", book.id), "b": global_id("Library", library.id)}
    data = await answer(schema, document, OPERATOR, **ids)
    assert data["a"]["up"] == {"name": "Melati 10"}
    assert data["b"]["up"] == {"code": library.region_code}


async def test_a_row_seen_from_several_places_is_the_same(schema: ComposedSchema) -> None:
    document = """{ library { visits(first: 100) { nodes {
      library { id name visits(first: 1) { id library { name } } } } } } }"""
    with recorded_statements() as statements:
        data = await answer_interpreted(schema, document, OPERATOR)
    for visit in data["library"]["visits"]["nodes"]:
        assert visit["library"]["visits"][0]["library"]["name"] == visit["library"]["name"]
    assert len(statements) == 4
