"""The number of SQL statements follows from the document, never from the number of rows."""

from __future__ import annotations

import pytest

from book_models import Book
from contract_walk import Listing, nested, nested_listings, node_types, page, root_listings, selection
from kopukm_core.db import Database
from kopukm_graphql.compose import ComposedSchema
from library_contract import sample_schema
from library_models import Library, Place, Visit
from reading import ACTORS, answer, seed_linked
from statements import recorded_statements

pytestmark = pytest.mark.anyio


def documents(schema: ComposedSchema) -> dict[str, str]:
    """A document for each list field of the schema: those of Query, and those below a parent."""
    composed = schema._schema
    types = {each.name: each for each in node_types(composed)}
    made: dict[str, str] = {}
    homes: dict[str, Listing] = {}
    for root in root_listings(composed):
        if root.kind == "counts":
            made[root.name] = nested(root.path, "{ total rows { count } }")
            continue
        rows = types[root.of]
        homes.setdefault(root.of, root)
        inner = page(rows, 1, 50) if root.kind == "connection" else selection(rows, 1, 50)
        made[root.name] = nested((*root.path[:-1], f"{root.path[-1]}(first: 50)"), inner)
    for name, home in homes.items():
        for field in nested_listings(types[name]):
            rows = types[field.of]
            inner = page(rows, 1, 50) if field.kind == "connection" else selection(rows, 1, 50)
            below = f"{{ id {field.path[0]}(first: 50) {inner} }}"
            if home.kind == "connection":
                below = f"{{ nodes {below} edges {{ node {below} }} }}"
            made[field.name] = nested((*home.path[:-1], f"{home.path[-1]}(first: 50)"), below)
    return made


async def counted(schema: ComposedSchema) -> dict[str, int]:
    """The number of statements of each document."""
    numbers = {}
    for name, document in documents(schema).items():
        with recorded_statements() as statements:
            await answer(schema, document, ACTORS["district officer"])
        numbers[name] = len(statements)
    return numbers


async def test_each_list_issues_as_many_statements_for_one_row_as_for_fifty(database: Database) -> None:
    schema = sample_schema()
    await seed_linked(1)
    one = await counted(schema)
    for model in (Book, Visit, Library, Place):
        await model.all().delete()
    await seed_linked(50)
    fifty = await counted(schema)
    assert {"Query.library.libraries", "Query.book.bookCounts", "Region.libraries", "Library.visits"} <= set(
        one
    )
    assert min(one.values()) >= 1
    assert fifty == one
