"""Selections: fragments, type conditions, directives, as graphql-core collects them."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, OperationDefinitionNode, parse
from graphql.execution.values import VariableValues

from kopukm_graphql.compiling.refusing import NotPlannableError
from kopukm_graphql.compiling.selecting import Selector, deciding_variables
from kopukm_graphql.compose import ComposedSchema

pytestmark = pytest.mark.anyio


def operation_of(text: str) -> tuple[object, OperationDefinitionNode]:
    document = parse(text)
    return document, next(each for each in document.definitions if isinstance(each, OperationDefinitionNode))


def selected(schema: ComposedSchema, text: str, **variables: object) -> dict[str, list[str]]:
    """Below each root field, the response keys with the names of their fields."""
    document, operation = operation_of(text)
    selector = Selector(schema._schema, document, operation, VariableValues({}, dict(variables)))  # type: ignore[arg-type]
    root = schema._schema.query_type
    assert root is not None
    found = {}
    for key, details in selector.root(root).items():
        kind = root.fields[details[0].node.name.value].type
        while not isinstance(kind, GraphQLObjectType) and hasattr(kind, "of_type"):
            kind = kind.of_type
        parent = kind if isinstance(kind, GraphQLObjectType) else schema._schema.type_map["Library"]
        assert isinstance(parent, GraphQLObjectType)
        below = selector.below(parent, details)
        found[key] = [
            f"{inner}={'+'.join(each.node.name.value for each in all_)}" for inner, all_ in below.items()
        ]
    return found


async def test_fragments_are_written_out_in_order(library: ComposedSchema) -> None:
    text = """
    query { library { ...A b: regions { code } ...A ... { c: visits { totalCount } } } }
    fragment A on LibraryQueries { a: regions { code } ...B } fragment B on LibraryQueries { b: regions { name } }
    """.replace("LibraryQueries", str(library._schema.query_type.fields["library"].type).rstrip("!"))  # type: ignore[union-attr]
    assert selected(library, text) == {"library": ["a=regions", "b=regions+regions", "c=visits"]}


async def test_only_fragments_that_fit_the_type_are_taken(library: ComposedSchema) -> None:
    text = """{ node(id: "x") { id ... on Library { name } ... on Book { title } ... on Node { __typename } } }"""
    assert selected(library, text) == {"node": ["id=id", "name=name", "__typename=__typename"]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"with": True, "without": False}, ["a=regions", "b=visits", "c=libraries"]),
        ({"with": False, "without": False}, ["b=visits"]),
        ({"with": True, "without": True}, ["a=regions", "c=libraries"]),
    ],
)
async def test_directives_decide_by_variables(
    library: ComposedSchema, given: dict[str, bool], expected: list[str]
) -> None:
    text = """query($with: Boolean!, $without: Boolean!) { library {
      a: regions @include(if: $with) { code } b: visits @skip(if: $without) { totalCount }
      ... @include(if: $with) { c: libraries { totalCount } } d: visits @skip(if: true) { totalCount } } }"""
    assert selected(library, text, **given) == {"library": expected}


async def test_deciding_variables_are_those_of_directives_only() -> None:
    document, operation = operation_of(
        """query($a: Boolean!, $b: Boolean!, $c: Boolean!, $n: Int, $unused: Boolean) {
          x { y(first: $n) @skip(if: $a) ...F ...F } ... @include(if: $b) { z } }
        fragment F on X { ...G } fragment G on X { w { v @include(if: $c) } ...F }
        fragment Never on X { w @skip(if: $unused) }"""
    )
    assert deciding_variables(document, operation) == ("a", "b", "c")  # type: ignore[arg-type]
    plain, operation = operation_of("query($n: Int) { x(first: $n) @include(if: true) }")
    assert deciding_variables(plain, operation) == ()  # type: ignore[arg-type]


async def test_deferred_parts_are_not_planned(library: ComposedSchema) -> None:
    with pytest.raises(NotPlannableError):
        selected(library, "{ ... @defer { library { regions { code } } } }")
