"""Documents are parsed and validated once, within bounds."""

from __future__ import annotations

import pytest
from graphql import build_schema

from kopukm_graphql.limits import Limits
from kopukm_graphql.server.documents import DocumentCache, DocumentError

SCHEMA = build_schema("type Query { a: Int b: Int }")


def cache(documents: int = 10, characters: int = 1_000) -> DocumentCache:
    return DocumentCache(SCHEMA, Limits(), documents=documents, characters=characters, suggestions=True)


def test_the_same_text_is_prepared_once() -> None:
    documents = cache()
    assert documents.prepared("{ a }") is documents.prepared("{ a }")
    assert documents.prepared("{ b }") is not documents.prepared("{ a }")


def test_the_least_recently_used_document_goes_first() -> None:
    documents = cache(documents=2)
    kept = documents.prepared("{ a }")
    dropped = documents.prepared("{ b }")
    documents.prepared("{ a }")
    documents.prepared("{ a b }")
    assert len(documents) == 2
    assert documents.prepared("{ a }") is kept
    assert documents.prepared("{ b }") is not dropped


def test_the_total_length_is_bounded() -> None:
    documents = cache(characters=60)
    for number in range(10):
        documents.prepared(f"query Q{number} {{ a b a b a b }}")
    assert len(documents) == 2


def test_refused_documents_are_not_kept() -> None:
    documents = cache()
    for text in ("{", "{ unknown }", "{ a " + "a " * 600 + "}"):
        with pytest.raises(DocumentError):
            documents.prepared(text)
    assert len(documents) == 0


@pytest.mark.parametrize(
    ("text", "introspects"),
    [
        ("{ a }", False),
        ("{ __typename }", False),
        ("{ __schema { queryType { name } } }", True),
        ('{ ... on Query { ...F } } fragment F on Query { x: __type(name: "Query") { name } }', True),
    ],
)
def test_introspection_is_known_wherever_it_hides(text: str, introspects: bool) -> None:
    assert cache().prepared(text).introspects is introspects
