"""However a run ends, nothing of it goes on, and nobody is told of results that were never fetched."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import strawberry
from graphql import ExecutionResult

from both_executors import call_of
from kopukm_graphql.server.execution import Executor
from odd_types import CALLS

Same = Callable[..., Awaitable[ExecutionResult]]
pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("document", "begun"),
    [
        ("{ slow }", 1),
        ("{ a: slow b: slow one(key: 1) { key sure } }", 2),
        ("{ a: slow late: awaitedItems rows { next { key } } }", 1),
    ],
)
async def test_a_cancelled_run_ends_all_it_began(
    odd: strawberry.Schema, compiled: Executor, document: str, begun: int
) -> None:
    complaints: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: complaints.append(context))
    CALLS.clear()
    before = asyncio.all_tasks()
    running = loop.create_task(_executed(compiled, odd, document))
    for _ in range(20):
        await asyncio.sleep(0)
    assert CALLS.count("slow began") == begun
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert CALLS.count("slow ended") == begun
    assert asyncio.all_tasks() == before
    del running
    gc.collect(1)
    assert complaints == []


async def test_what_falls_away_with_a_null_is_cancelled(same: Same) -> None:
    before = asyncio.all_tasks()
    result = await same("{ slow certain { sure } }")
    assert result.data is None
    assert CALLS.count("slow began") == CALLS.count("slow ended") == 2
    assert asyncio.all_tasks() == before


async def test_what_a_null_forestalls_never_begins(odd: strawberry.Schema, compiled: Executor) -> None:
    CALLS.clear()
    result = await compiled(call_of(odd, "{ slow certain { key } sureNull }", {}))
    assert result.data is None
    assert "slow began" not in CALLS


async def test_what_is_left_out_is_closed_with_all_it_was_given(
    odd: strawberry.Schema, compiled: Executor
) -> None:
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        result = await compiled(call_of(odd, "{ wrongAnimal { name } badItemBeforeAwaited sureNull }", {}))
        gc.collect(1)
    assert result.data is None
    assert [str(each.message) for each in complaints] == []


async def _executed(compiled: Executor, odd: strawberry.Schema, document: str) -> Any:
    return await compiled(call_of(odd, document, {}))
