"""What is kept of prepared operations, and what is left to the other executor."""

from __future__ import annotations

import weakref
from typing import Any

import pytest
import strawberry
from graphql import ExecutionResult, GraphQLObjectType, parse

from both_executors import call_of
from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.executing.definitions import Definitions
from kopukm_graphql.executing.internals import StrawberryGraphQLCoreExecutionContext
from kopukm_graphql.executing.preparing import PreparedOperation, PreparedOperations
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import OperationCall

pytestmark = pytest.mark.anyio


class Other:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def __call__(self, call: OperationCall) -> ExecutionResult:
        self.texts.append(call.prepared.text)
        return ExecutionResult({}, None)


@pytest.mark.parametrize(
    "document",
    ["{ __schema { types { name } } }", '{ colour __type(name: "Row") { name } }', "{ colour @uppercase }"],
)
async def test_the_other_executor_gets_what_is_odd(document: str, odd: strawberry.Schema) -> None:
    other = Other()
    prepared = PreparedDocument.of(document, parse(document))
    await CompiledExecutor(odd, other)(OperationCall(prepared, prepared.operations[0], {}, {}, None))
    assert other.texts == [document]


async def test_the_other_executor_gets_all_of_a_schema_that_executes_in_its_own_way() -> None:
    class OwnWay(StrawberryGraphQLCoreExecutionContext):
        pass

    @strawberry.type
    class Query:
        one: int = 1

    other = Other()
    schema = strawberry.Schema(Query, execution_context_class=OwnWay)
    await CompiledExecutor(schema, other)(call_of(schema, "{ one }", {}))
    assert other.texts == ["{ one }"]


async def test_each_operation_of_a_document_is_prepared_by_itself(odd: strawberry.Schema) -> None:
    executor = CompiledExecutor(odd)
    prepared = PreparedDocument.of(text := "query A { colour } query B { wide }", parse(text))
    answers: list[Any] = [
        (await executor(OperationCall(prepared, each, {}, {}, None))).data for each in prepared.operations
    ]
    assert answers == [{"colour": "BLUE"}, {"wide": None}]


def test_a_document_that_is_dropped_is_forgotten() -> None:
    kept = PreparedOperations()
    prepared = PreparedDocument.of("{ colour }", parse("{ colour }"))
    operation = kept.of(prepared, prepared.operations[0])
    assert kept.of(prepared, prepared.operations[0]) is operation
    gone = weakref.ref(prepared)
    del prepared, operation
    assert gone() is None
    assert len(kept) == 0


def test_the_choices_of_a_document_with_many_switches_are_bounded(odd: strawberry.Schema) -> None:
    names = [f"s{number}" for number in range(6)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    text = f"query Q({declared}) {{ {' '.join(f'{name}: colour @skip(if: ${name})' for name in names)} }}"
    document = parse(text)
    operation = PreparedOperation(document, Definitions())
    for number in range(2 ** len(names)):
        values = {name: bool(number >> index & 1) for index, name in enumerate(names)}
        core: Any = StrawberryGraphQLCoreExecutionContext.build(odd._schema, document, None, None, values)
        steps = operation.steps(core)
        assert [step[0] for step in steps] == [name for name in names if not values[name]]
        assert operation.steps(core) is steps
    assert len(operation._choices) == 16


async def test_fields_without_resolvers_read_keys_attributes_and_functions() -> None:
    schema = strawberry.Schema(strawberry.type(type("Query", (), {"__annotations__": {"value": int}})))
    query = schema._schema.query_type
    assert isinstance(query, GraphQLObjectType)
    query.fields["value"].resolve = None
    executor = CompiledExecutor(schema)
    for root in ({"value": 3}, type("Root", (), {"value": 3})(), {"value": lambda _info: 3}):
        result = await executor(call_of(schema, "{ value }", {}, root))
        assert isinstance(result, ExecutionResult)
        assert (result.data, result.errors) == ({"value": 3}, None)
