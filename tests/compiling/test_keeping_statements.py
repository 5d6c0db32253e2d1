"""What is kept: plans up to a number, statements by shape and actor, operations as long as their document."""

from __future__ import annotations

import gc
from itertools import product
from typing import Any

import pytest

from compiled import BothWays, compiled_operation, plan_of
from kopukm_graphql.compiling import operations
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compose import ComposedSchema
from reading import person

pytestmark = pytest.mark.anyio

READ = "query($first: Int) { library { libraries(first: $first) { totalCount } } }"


async def test_a_statement_is_written_once_for_its_shape_and_actor(library: ComposedSchema) -> None:
    compiled = compiled_operation(library, READ)
    actor = person()
    kept = [compiled.written(actor, {"first": number})[1] for number in (1, 2)]
    assert compiled.written(actor, {"first": 1})[1] is kept[0]
    assert compiled.written(actor, {"first": 2})[1] is kept[1]
    assert len(compiled._kept) == 2


async def test_plans_are_kept_up_to_a_number(
    library: ComposedSchema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_PLANS", 5)
    names = [f"v{number}" for number in range(4)]
    given = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: name @include(if: ${name})" for name in names)
    compiled = compiled_operation(
        library, f"query({given}) {{ library {{ publicLibraries {{ id {fields} }} }} }}"
    )
    for choice in product((True, False), repeat=4):
        raw = dict(zip(names, choice, strict=True))
        compiled.planned(raw, compiled.coerced(raw))
    assert len(compiled._plans) == 5


async def test_an_operation_goes_with_its_document(library: ComposedSchema) -> None:
    both = BothWays(library)
    call = both.call(READ, {})
    kept = both.executor.compiled(call)
    assert both.executor.compiled(call) is kept
    assert len(both.executor._operations) == 1
    del call, kept, both._prepared[READ]
    gc.collect()
    assert len(both.executor._operations) == 0


@pytest.mark.parametrize(
    "given",
    [{"first": "x"}, {"first": 2**40}, {"first": 1.5}, {"first": [1]}, {"first": {"a": 1}}, {"first": True}],
)
async def test_variables_that_do_not_fit_are_quietly_left_to_the_other_executor(
    libraries: BothWays, given: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RunOtherwiseError):
        plan_of(libraries.schema, READ, **given)
    _, errors = await libraries.answer(READ, compiled=False, **given)
    assert len(errors) == 1
    assert caplog.records == []


async def test_operations_are_named_for_the_log(libraries: BothWays) -> None:
    call = libraries.call(READ, {})
    assert libraries.executor.compiled(call).name == "(tanpa nama)"
    assert libraries.executor.compiled(libraries.call("query Nama { __typename }", {})).name == "Nama"
