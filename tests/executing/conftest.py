"""Both ways of running the same operation, compared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import orjson
import pytest
import strawberry
from graphql import ExecutionResult, GraphQLError, parse, validate
from odd_contract import CALLS, odd_schema

from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import Executor, InterpretingExecutor, OperationCall

Same: TypeAlias = Callable[..., Awaitable[ExecutionResult]]


def call_of(
    schema: strawberry.Schema, text: str, variables: Mapping[str, Any], root: Any = None, context: Any = None
) -> OperationCall:
    """A call of the only operation, or of the first, of a valid document."""
    document = parse(text)
    assert validate(schema._schema, document) == []
    prepared = PreparedDocument.of(text, document)
    return OperationCall(prepared, prepared.operations[0], variables, {}, context, root)


def shape(error: GraphQLError) -> tuple[Any, ...]:
    """What clients and the masking see of an error."""
    return (
        [str(each) for each in error.path or ()],
        error.message,
        [(place.line, place.column) for place in error.locations or ()],
        type(error.original_error).__name__,
        error.extensions,
    )


def assert_same(compiled: ExecutionResult, interpreted: ExecutionResult) -> None:
    """The same data in the same order, and the same set of errors."""
    assert orjson.dumps(compiled.data) == orjson.dumps(interpreted.data)
    assert sorted(map(shape, compiled.errors or ())) == sorted(map(shape, interpreted.errors or ()))


@pytest.fixture(scope="session")
def odd() -> strawberry.Schema:
    return odd_schema()


@pytest.fixture
def compiled(odd: strawberry.Schema) -> Executor:
    return CompiledExecutor(odd, _Refusing())


@pytest.fixture
def same(odd: strawberry.Schema, compiled: Executor) -> Same:
    """Runs both, twice, compares, and gives the answer."""
    interpreting = InterpretingExecutor(odd)

    async def run(text: str, root: Any = None, **variables: Any) -> ExecutionResult:
        call = call_of(odd, text, variables, root)
        expected = await interpreting(call)
        CALLS.clear()
        for _ in range(2):
            found = await compiled(call)
            assert isinstance(found, ExecutionResult)
            assert_same(found, expected)
        return found

    return run


class _Refusing:
    """Stands for the other executor where nothing may reach it."""

    async def __call__(self, call: OperationCall) -> ExecutionResult:
        raise AssertionError(f"not compiled: {call.prepared.text}")
