"""Contributions compose in every subset, completely described, and every clash refuses the start."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
import strawberry
from graphql import GraphQLObjectType

from book_models import Book
from kopukm_core.errors import ConfigurationError
from kopukm_core.visibility import VisibilityRegistry
from kopukm_graphql.compose import ComposedSchema, Owned, compose, missing_descriptions
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import (
    aggregate,
    column,
    connection,
    handwritten,
    listing,
    namespace,
    source,
    sql,
    to_many,
    to_one,
)
from library_contract import BOOK, LIBRARY, LIBRARY_VISIBILITY, sample_schema, sample_visibility
from library_models import Library, Place

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


def composed(*others: Contribution, name: str = "other") -> ComposedSchema:
    """The library with other contributions."""
    owned = [Owned("library", LIBRARY), *(Owned(name, each) for each in others)]
    return compose(owned, sample_visibility())


def field_names(schema: ComposedSchema, name: str) -> set[str]:
    """The fields of an object type."""
    found = schema._schema.get_type(name)
    assert isinstance(found, GraphQLObjectType)
    return set(found.fields)


async def test_everything_is_described() -> None:
    assert missing_descriptions(sample_schema()._schema) == []


async def test_a_missing_description_is_found() -> None:
    schema = composed(Contribution(query=(handwritten("bare", _bare, description="Polos."),)))
    assert missing_descriptions(schema._schema) == ["Bare.number"]


async def test_every_subset_composes() -> None:
    everything = sample_schema()
    assert {"books", "bookCount", "visits"} <= field_names(everything, "Library")
    alone = compose([Owned("library", LIBRARY)], sample_visibility(*LIBRARY_VISIBILITY))
    assert "books" not in field_names(alone, "Library")
    only_books = compose([Owned("book", BOOK)], sample_visibility())
    assert "library" not in field_names(only_books, "Book")
    assert field_names(compose([], sample_visibility()), "Query") == {"node"}


async def test_composing_twice_leaves_the_declarations_as_they_were() -> None:
    first, second = sample_schema(), sample_schema()
    assert first.as_str() == second.as_str()
    alone = compose([Owned("library", LIBRARY)], sample_visibility())
    assert "books" not in field_names(alone, "Library")


async def test_relations_are_required_only_where_the_row_is_always_there() -> None:
    text = sample_schema().as_str()
    assert "  library: Library!\n" in text, "a visit is seen through its library"
    assert "  region: Region\n" in text
    assert "  books(" in text


@strawberry.type(description="Tipe.")
class Bare:
    number: int


@strawberry.type(description="Saya.")
class Me:
    library_id: int = strawberry.field(description="Perpustakaannya.")


def _bare() -> Bare:
    return Bare(number=1)


def _me() -> Me:
    return Me(library_id=3)


@source(Library, name="Region", description="Bukan wilayah.")
class SecondRegion:
    name = column("Nama.")


@source(Book, name="LibraryConnection", description="Nama yang sudah dipakai.")
class TakenName:
    title = column("Judul.")


@source(Book, description="Buku.")
class Lonely:
    title = column("Judul.")
    library = to_one("Shelf", key="library_id", description="Rak yang tidak ada.")


@strawberry.type(name="Library", description="Tulisan tangan.")
class HandwrittenLibrary:
    number: int


def _number() -> int:
    return 1


def _library() -> HandwrittenLibrary:
    return HandwrittenLibrary(number=1)


def _source_with(**fields: Any) -> Contribution:
    """A source over books with these fields."""
    return Contribution(types=(source(Book, name="Odd", description="Aneh.")(type("Odd", (), fields)),))


CLASHES: dict[str, tuple[Callable[[], Contribution], tuple[str, ...]]] = {
    "two types of one name": (lambda: Contribution(types=(SecondRegion,)), ("Region", "library", "other")),
    "a made type's name": (
        lambda: Contribution(types=(TakenName,)),
        ("LibraryConnection", "library", "other"),
    ),
    "a hand-written type's name": (
        lambda: Contribution(query=(handwritten("mine", _library, description="Punyaku."),)),
        ("Library", "library", "other"),
    ),
    "a root field": (
        lambda: Contribution(query=(handwritten("library", _number, description="Angka."),)),
        ("Query.library", "library", "other"),
    ),
    "a field after conversion to camelCase": (
        lambda: Contribution(
            fields=(extend("Library", visit_Count=aggregate("Visit", key="library_id", description="Lagi.")),)
        ),
        ("Library.visitCount", "library", "other"),
    ),
    "a field of a type that is absent": (
        lambda: Contribution(
            fields=(extend("Shelf", number=aggregate("Visit", key="id", description="x.")),)
        ),
        ("Shelf", "other"),
    ),
    "a relation to a type that is absent": (lambda: Contribution(types=(Lonely,)), ("Book.library", "Shelf")),
    "a list of a type that is absent": (
        lambda: Contribution(query=(listing("shelves", of="Shelf", description="Rak."),)),
        ("shelves", "Shelf"),
    ),
    "a namespace's field twice": (
        lambda: Contribution(
            query=(
                namespace(
                    "twice",
                    description="Dua.",
                    fields=(
                        listing("libraries", of="Library", description="Satu."),
                        connection("libraries", of="Library", description="Dua."),
                    ),
                ),
            )
        ),
        ("TwiceQuery.libraries",),
    ),
    "an unknown column": (lambda: _source_with(shade=column("Warna.")), ("Odd.shade", "title")),
    "an unknown key": (
        lambda: _source_with(libraries=to_many("Library", key="shelf_id", description="x.")),
        ("Odd.libraries", "shelf_id"),
    ),
    "an unknown column in SQL": (
        lambda: _source_with(dear=sql(bool, "{cost} > 1", description="x.")),
        ("Odd.dear", "cost"),
    ),
    "a sum of nothing": (
        lambda: _source_with(x=aggregate("Library", key="party_id", function="sum", description="x.")),
        ("Odd.x", "column="),
    ),
    "no description": (lambda: _source_with(title=column("")), ("Odd.title",)),
}


@pytest.mark.parametrize("clash", CLASHES)
async def test_a_clash_refuses_the_start_and_names_who_and_where(clash: str) -> None:
    make, words = CLASHES[clash]
    with pytest.raises(ConfigurationError) as refused:
        composed(make())
    for word in words:
        assert word in str(refused.value)
    assert ".py:" in str(refused.value)


async def test_both_places_of_a_clash_are_named() -> None:
    with pytest.raises(ConfigurationError) as refused:
        composed(Contribution(types=(SecondRegion,)))
    assert "library_contract.py:" in str(refused.value)
    assert "test_composition.py:" in str(refused.value)


async def test_a_model_without_visibility_is_no_source() -> None:
    registry = VisibilityRegistry(each for each in LIBRARY_VISIBILITY if each.model is Place)
    with pytest.raises(ConfigurationError, match=r"library_models\.Library"):
        compose([Owned("library", LIBRARY)], registry)


async def test_fields_on_a_type_written_by_hand() -> None:
    home = to_one("Library", key="library_id", description="Perpustakaan saya.")
    with_me = Contribution(types=(Me,), query=(handwritten("me", _me, description="Saya."),))
    schema = composed(with_me, Contribution(fields=(extend("Me", library=home),)))
    assert field_names(schema, "Me") == {"libraryId", "library"}
    assert field_names(composed(with_me), "Me") == {"libraryId"}


async def test_an_optional_field_on_an_absent_type_is_left_out() -> None:
    number = aggregate("Visit", key="library_id", description="Banyaknya.")
    schema = composed(Contribution(fields=(extend("Shelf", optional=True, number=number),)))
    assert schema._schema.get_type("Shelf") is None


async def test_the_composition_knows_who_owns_what() -> None:
    owners = sample_schema().owners
    assert owners["Library.books"][0] == "book"
    assert owners["Library.visits"][0] == "library"
    assert owners["Query.book"][0] == "book"
    assert "library_contract.py:" in owners["Library.visits"][1]
    assert dataclasses.is_dataclass(sample_schema().catalog["Library"].fields["visits"])
