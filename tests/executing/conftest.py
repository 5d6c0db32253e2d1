"""Both ways of running the same operation, compared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import pytest
import strawberry
from graphql import ExecutionResult

from both_executors import assert_same, call_of
from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.server.execution import Executor, InterpretingExecutor, OperationCall
from odd_contract import odd_schema
from odd_types import CALLS

Same: TypeAlias = Callable[..., Awaitable[ExecutionResult]]


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
        found = expected
        CALLS.clear()
        for _ in range(2):
            answer = await compiled(call)
            assert isinstance(answer, ExecutionResult)
            assert_same(answer, expected)
            found = answer
        return found

    return run


class _Refusing:
    """Stands for the other executor where nothing may reach it."""

    async def __call__(self, call: OperationCall) -> ExecutionResult:
        raise AssertionError(f"not compiled: {call.prepared.text}")
