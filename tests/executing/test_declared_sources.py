"""Declared sources over a real database: for every actor the same answers, with the same statements or fewer."""

from __future__ import annotations

import pytest
from graphql import ExecutionResult

from both_executors import assert_same, call_of
from composed_once import schema_once
from kopukm_core.db import Apps, Database, Dialect
from kopukm_core.identity.actor import Actor
from kopukm_core.settings import Settings
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.server.execution import Executor, InterpretingExecutor
from library_contract import APPS, sample_schema
from reading import ACTORS, seed
from statements import recorded_statements

pytestmark = pytest.mark.anyio

DOCUMENTS = (
    """{ library { libraries(first: 9) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
        id name kind regionCode phone budget openedOn recordedAt share details hasBudget hasPhone title
        region { code name libraryCount } visits(first: 2) { id visitor visitedOn fee library { name } }
        visitLog(first: 2) { totalCount nodes { fee library { name } } } feeTotal bookCount dearest
        books(first: 2) { nodes { title library { id } } } } } } } }""",
    """{ library { publicLibraries(first: 5) { ...L } libraries(where: {budget: {atLeast: 1}}) { nodes { ...L } } } }
        fragment L on Library { __typename name ... on Node { id }
            region { name libraries(first: 1) { totalCount } } }""",
    """{ library { libraryCounts(by: [REGION, KIND]) { total rows { regionCode kind count region { name } } } }
        book { books(first: 4) { nodes { title price library { name budget } } } } }""",
    """{ library { libraries(after: "salah") { nodes { id } } libraryBy { id }
        other: libraryBy(nameKey: "anggrek") { name } } }""",
    """{ library { libraries(order: BUDGET_DESC, first: 3) { nodes { name visitLog(order: FEE_DESC, first: 1) {
        nodes { visitor } } } } } }""",
)


@pytest.fixture
def dialect_under_test() -> Dialect:
    """One engine: what is asked of it does not depend on the executor."""
    return Dialect.SQLITE


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
async def schema(database: Database) -> ComposedSchema:
    await seed()
    return schema_once(sample_schema)


async def asked(
    executor: Executor, schema: ComposedSchema, settings: Settings, document: str, actor: Actor
) -> tuple[ExecutionResult, list[str]]:
    with recorded_statements() as statements:
        result = await executor(call_of(schema, document, {}, context=RequestContext(actor, settings)))
    assert isinstance(result, ExecutionResult)
    return result, sorted(statements)


async def test_the_same_answers_and_statements_for_every_actor(
    schema: ComposedSchema, settings: Settings
) -> None:
    compiled, interpreting = CompiledExecutor(schema), InterpretingExecutor(schema)
    failed = 0
    for document in DOCUMENTS:
        for actor in ACTORS.values():
            found, statements = await asked(compiled, schema, settings, document, actor)
            expected, expected_statements = await asked(interpreting, schema, settings, document, actor)
            assert_same(found, expected)
            assert set(statements) == set(expected_statements)
            assert len(statements) <= len(expected_statements)
            failed += bool(found.errors)
    assert failed >= len(ACTORS)
