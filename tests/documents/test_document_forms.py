"""What counts as the same document, and how clients with a normalised cache write it."""

from __future__ import annotations

import pytest
from graphql import parse

from kopukm_graphql.documents.identifying import canonical_hash, document_id, printed, with_typename

WRITTEN = """
# Daftar.
query List($first: Int = 2) {
  rows(first: $first) { ...Row  region { name } }
}
fragment Row on Row { id, name }
"""
SAME = (
    "query List($first:Int=2){rows(first:$first){...Row region{name}}} fragment Row on Row{id name}",
    "fragment Row on Row { id name } query List($first: Int = 2) { rows(first: $first) { ...Row region { name } } }",
    "query List($first: Int = 2) { rows(first: $first) { __typename ...Row region { name __typename } } } "
    "fragment Row on Row { id name __typename }",
)
OTHER = (
    WRITTEN.replace("= 2", "= 3"),
    WRITTEN.replace("id, name", "name, id"),
    WRITTEN.replace("id, name", "id, name, secret"),
    WRITTEN.replace("id, name", "id, name, kind: __typename"),
    WRITTEN.replace("{ name }", "{ name @include(if: true) }"),
    WRITTEN.replace("List", "Lists"),
    WRITTEN + "fragment More on Row { id }",
    WRITTEN + "query Other { rows { id } }",
)


def same(text: str) -> bool:
    return canonical_hash(parse(text)) == canonical_hash(parse(WRITTEN))


@pytest.mark.parametrize("text", SAME)
def test_layout_order_of_definitions_and_typename_do_not_count(text: str) -> None:
    assert same(text)


@pytest.mark.parametrize("text", OTHER)
def test_everything_else_counts(text: str) -> None:
    assert not same(text)


def test_a_selection_of_typename_alone_stays() -> None:
    assert canonical_hash(parse("{ a { __typename } }")) != canonical_hash(parse("{ a { b } }"))
    assert canonical_hash(parse("{ __typename }")) == canonical_hash(parse("query { __typename }"))


def test_typename_is_added_where_apollo_client_adds_it() -> None:
    document = parse("query Q { a { b { c } ... on B { d } } e } fragment F on B { d { x __typename } }")
    assert printed(with_typename(document).definitions) == printed(
        parse(
            "query Q { a { b { c __typename } ... on B { d __typename } __typename } e } "
            "fragment F on B { d { x __typename } __typename }"
        ).definitions
    )


def test_the_id_is_that_of_the_appendix_of_graphql_over_http() -> None:
    """The two examples of the specification's own text."""
    spaced = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
    assert document_id(spaced) == ("sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e")
    assert document_id("query($id:ID!){user(id:$id){name}}") == (
        "sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"
    )
