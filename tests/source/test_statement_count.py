"""The number of SQL statements follows from the document, never from the number of rows."""

from __future__ import annotations

import pytest

from book_models import Book
from contract_walk import list_documents
from kopukm_core.db import Database
from kopukm_graphql.compose import ComposedSchema
from library_contract import sample_schema
from library_models import Library, Place, Visit
from reading import ACTORS, answer_interpreted, seed_linked
from statements import recorded_statements

pytestmark = pytest.mark.anyio


async def counted(schema: ComposedSchema) -> dict[str, int]:
    """The number of statements of each document."""
    numbers = {}
    for name, document in list_documents(schema._schema).items():
        with recorded_statements() as statements:
            await answer_interpreted(schema, document, ACTORS["district officer"])
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
