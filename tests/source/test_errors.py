"""Values that the contract's scalars refuse are the caller's fault."""

from __future__ import annotations

import pytest

from kopukm_graphql.compose import ComposedSchema
from reading import ask

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("query ($a: Int!) { library { regions(first: $a) { id } } }", "BAD_USER_INPUT"),
        (
            '{ library { libraries(where: {budget: {equals: "abc"}}) { totalCount } } }',
            "BAD_USER_INPUT",
        ),
        (
            '{ library { libraries(where: {openedOn: {equals: "2026-13-01"}}) { totalCount } } }',
            "BAD_USER_INPUT",
        ),
    ],
)
async def test_what_graphql_itself_refuses_is_the_callers_fault(
    schema: ComposedSchema, document: str, code: str
) -> None:
    _, errors = await ask(schema, document)
    assert [each for each, _ in errors] == [code]
