"""Keyset pages: every row once, in both directions, in every order, with NULLs and equal values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kopukm_graphql.compose import ComposedSchema
from reading import ACTORS, GUNUNG, answer, answer_interpreted, ask
from statements import recorded_statements

pytestmark = pytest.mark.anyio
OPERATOR, PUBLIC = ACTORS["operator"], ACTORS["anonymous"]
ORDERS = ["NAME_ASC", "NAME_DESC", "BUDGET_ASC", "BUDGET_DESC", "OPENED_ON_ASC", "OPENED_ON_DESC", "KIND_ASC"]


async def pages(schema: ComposedSchema, arguments: str, *, backward: bool = False) -> list[Any]:
    """All nodes of `library.libraries`, five at a time."""
    size, cursor, key = ("last", "before", "start") if backward else ("first", "after", "end")
    collected: list[Any] = []
    position: str | None = None
    while True:
        asked = f"{size}: 5, {cursor}: {json.dumps(position)}, {arguments}"
        data = await answer(
            schema,
            f"{{ library {{ libraries({asked}) {{ nodes {{ id name kind budget openedOn }} "
            "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }",
            OPERATOR,
        )
        page = data["library"]["libraries"]
        collected = page["nodes"] + collected if backward else collected + page["nodes"]
        position = page["pageInfo"][f"{key}Cursor"]
        if not page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"]:
            return collected


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_in_both_directions_make_the_same_list(schema: ComposedSchema, order: str) -> None:
    whole = (
        await answer(
            schema,
            f"{{ library {{ libraries(first: 100, order: {order}) "
            "{ nodes { id name kind budget openedOn } } } }",
            OPERATOR,
        )
    )["library"]["libraries"]["nodes"]
    assert len({node["id"] for node in whole}) == len(whole) == 24
    assert await pages(schema, f"order: {order}") == whole
    assert await pages(schema, f"order: {order}", backward=True) == whole


async def test_nulls_come_last_either_way(schema: ComposedSchema) -> None:
    rising = [node["budget"] for node in await pages(schema, "order: BUDGET_ASC")]
    falling = [node["budget"] for node in await pages(schema, "order: BUDGET_DESC")]
    known = [budget for budget in rising if budget is not None]
    assert known == sorted(known)
    assert rising == known + [None] * (24 - len(known))
    assert falling == sorted(known, reverse=True) + [None] * (24 - len(known))


async def test_pages_below_each_parent(schema: ComposedSchema) -> None:
    document = """query ($after: String) { library { regions { code libraries(first: 4, after: $after) {
        totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }"""

    async def page(after: str | None) -> Any:
        data = await answer(schema, document, OPERATOR, after=after)
        return next(each for each in data["library"]["regions"] if each["code"] == GUNUNG)["libraries"]

    first = await page(None)
    second = await page(first["pageInfo"]["endCursor"])
    third = await page(second["pageInfo"]["endCursor"])
    assert [len(each["nodes"]) for each in (first, second, third)] == [4, 4, 1]
    assert [each["totalCount"] for each in (first, second, third)] == [9, 9, 9]
    assert third["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    "arguments",
    [
        'after: "xyz"',
        'after: ""',
        'after: "é"',
        f'before: "{"A" * 5000}"',
        "first: -1",
        "first: 101",
        "last: 101",
        "first: 1, last: 1",
        'search: "' + "a" * 201 + '"',
    ],
)
async def test_bad_arguments_are_the_callers_fault(schema: ComposedSchema, arguments: str) -> None:
    for inner in ("nodes { id }", "totalCount"):
        document = f"{{ library {{ libraries({arguments}) {{ {inner} }} }} }}"
        data, errors = await ask(schema, document, OPERATOR)
        assert data == {"library": {"libraries": None}}
        assert errors == [("BAD_USER_INPUT", ["library", "libraries"])]


async def test_a_field_that_fails_leaves_its_siblings(schema: ComposedSchema) -> None:
    for first in ("libraries", "libraryCounts"):
        bad = "{ library { bad: %s { __typename } good: libraries { totalCount } } other: library { __typename } }"
        call = f'{first}(search: "{"a" * 201}")'
        data, errors = await ask(schema, bad % call, OPERATOR)
        assert data == {
            "library": {"bad": None, "good": {"totalCount": 24}},
            "other": {"__typename": "LibraryQuery"},
        }
        assert errors == [("BAD_USER_INPUT", ["library", "bad"])]


async def test_a_bad_cursor_below_a_parent_empties_that_list_alone(schema: ComposedSchema) -> None:
    document = '{ library { regions { code libraries(after: "xyz") { totalCount } } } }'
    data, errors = await ask(schema, document, OPERATOR)
    assert data is not None
    assert {each["libraries"] for each in data["library"]["regions"]} == {None}
    assert len(errors) == len(data["library"]["regions"]) > 1


async def test_a_cursor_is_good_for_its_own_list_and_order_alone(schema: ComposedSchema) -> None:
    data = await answer(
        schema, "{ library { libraries(first: 1, order: NAME_ASC) { pageInfo { endCursor } } } }", OPERATOR
    )
    cursor = data["library"]["libraries"]["pageInfo"]["endCursor"]
    for field in (f'libraries(after: "{cursor}", order: BUDGET_ASC)', f'visits(after: "{cursor}")'):
        _, errors = await ask(schema, f"{{ library {{ {field} {{ nodes {{ id }} }} }} }}", OPERATOR)
        assert [code for code, _ in errors] == ["BAD_USER_INPUT"]
    changed = cursor[:-6] + ("A" if cursor[-6] != "A" else "B") + cursor[-5:]
    _, errors = await ask(
        schema,
        f'{{ library {{ libraries(after: "{changed}", order: NAME_ASC) {{ nodes {{ id }} }} }} }}',
        OPERATOR,
    )
    assert [code for code, _ in errors] == ["BAD_USER_INPUT"]


async def test_a_total_alone_reads_no_rows(schema: ComposedSchema) -> None:
    with recorded_statements() as statements:
        await answer_interpreted(schema, "{ library { libraries { totalCount } } }", OPERATOR)
    assert len(statements) == 1
    with recorded_statements() as statements:
        await answer_interpreted(schema, "{ library { libraries { nodes { id } } } }", OPERATOR)
    assert len(statements) == 1
    assert "budget" not in statements[0]
