"""Compiled and interpreted answers are equal, errors included."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from graphql import ExecutionResult

from odd_types import CALLS, Row

Same = Callable[..., Awaitable[ExecutionResult]]
pytestmark = pytest.mark.anyio

DOCUMENTS = {
    "leaves of each kind": "{ rows { key text day colour money amount colours grid __typename } }",
    "one field twice, aliases": "{ rows { key a: key b: text } rows { text } again: rows(count: 1) { key } }",
    "fragments": """{ rows { ...A ... on Row { day } ... { text } } one(key: 3) { ...A ...A } }
        fragment A on Row { key next { ...B } } fragment B on Row { key colour }""",
    "awaited fields of awaited rows": "{ maybeRows { key next { key next { key next { key } } } others { sure } } }",
    "null rows": "{ one(key: 0) { key } maybeRows { sureNow } }",
    "errors in nullable fields": "{ rows { key maybe } }",
    "a null in a row that may be null": "{ maybeRows { key sureNow } }",
    "a null in a row that may not": "{ one(key: 1) { others { others { sureNow } } } other: one(key: 2) { sureNow } }",
    "an awaited error goes up to what may be null": "{ maybeRows { key sure maybe } one(key: 2) { key sure } }",
    "an awaited error goes up to the root": "{ certain { sure } one(key: 1) { key } }",
    "a null goes up to the root": "{ certain { sureNow } one(key: 1) { key } }",
    "what raises while it is read": "{ holder { raises later colour } }",
    "null read where none may be": "{ holder { raises later sure } }",
    "an interface": "{ animals { __typename name age ... on Cat { lives owner } ... on Dog { bark } } }",
    "an interface by fragments": """{ animals { ...A ...C } }
        fragment A on Animal { name } fragment C on Cat { name lives }""",
    "a union": "{ beasts { __typename ... on Cat { name owner } ... on Bird { wings } } }",
    "a union's wrong member": "{ wrongBeast { __typename } }",
    "no member at all": "{ wrongAnimal { __typename name } }",
    "not what isTypeOf takes": "{ badBird { wings } colour }",
    "an enum and its default": "{ colour other: colour(of: RED) wrongColour }",
    "a whole number that is too large": "{ wide }",
    "a scalar that writes nothing": "{ nothingWritten rows(count: 2) { money } }",
    "input objects": "{ within(bounds: {low: 2}, colours: [RED]) other: within(bounds: {low: 2, high: null}) }",
    "an error that is returned": "{ returnsError }",
    "an error with a path of its own": "{ located }",
    "no list": "{ notAList }",
    "a lazy list": "{ lazy brokenList }",
    "awaited items": "{ awaitedItems other: awaitedItems(fails: true) awaitedNullableItems }",
    "a bad item before an awaited one": "{ badItemBeforeAwaited }",
    "streams": "{ stream streamOfRows { key next { key } } }",
    "a broken stream": "{ stream(failsAt: 3) }",
    "arguments": "{ animals { ... on Dog { bark a: bark(loud: true) b: bark(times: 3, loud: false) } } }",
    "what resolvers are told": """query Q($x: Int! = 4) { rows(count: $x) { place ...P ... on Row { place } } }
        fragment P on Row { second: place others { place } }""",
    "the type of the root": "{ __typename rows(count: 0) { key } }",
}


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_same_as_interpreted(same: Same, name: str) -> None:
    await same(DOCUMENTS[name])


@pytest.mark.parametrize("switch", [True, False])
@pytest.mark.parametrize("other", [True, False])
async def test_skip_and_include(same: Same, switch: bool, other: bool) -> None:
    document = """query Q($a: Boolean!, $b: Boolean! = true) {
        rows(count: 1) { key @skip(if: $a) text @include(if: $b) ...R @include(if: $a) ... @skip(if: $b) { colour } }
        one(key: 1) @include(if: $b) { key }
    } fragment R on Row { day next @skip(if: $b) { key } }"""
    await same(document, a=switch, b=other)
    await same(document, a=switch)


async def test_a_switch_that_is_null(same: Same) -> None:
    document = "query Q($b: Boolean = true) { rows { key next @include(if: $b) { key } } }"
    await same(document, b=None)
    await same("query Q($b: Boolean = true) { rows @skip(if: $b) { key } }", b=None)


async def test_variables(same: Same) -> None:
    document = """query Q($n: Int!, $c: [Colour!], $r: Range! = {low: 1}) {
        rows(count: $n) { key } within(bounds: $r, colours: $c) deep: within(bounds: {low: $n}, colours: [BLUE]) }"""
    await same(document, n=2, c=["RED", "BLUE"], r={"low": 5, "high": 6})
    await same(document, n=2)
    wrong = await same(document, n="dua", c=["GREEN"], r={"lo": 5})
    assert wrong.data is None
    assert wrong.errors and len(wrong.errors) >= 3


async def test_arguments_of_one_run_are_not_those_of_the_next(same: Same) -> None:
    document = "query Q($loud: Boolean!) { animals { ... on Dog { bark(loud: $loud) } } }"
    first, second = await same(document, loud=True), await same(document, loud=False)
    assert first.data != second.data


async def test_fields_of_a_mutation_run_one_after_the_other(same: Same) -> None:
    document = """mutation { a: step(name: "a", turns: 4) { next { key } } b: step(name: "b") { key }
        c: step(name: "c", fails: true) { key } d: step(name: "d") { sure } }"""
    await same(document)
    assert CALLS[:8] == [f"{word} {name}" for name in "abcd" for word in ("begin", "end")]


async def test_a_mutation_stops_where_nothing_can_be_answered(same: Same) -> None:
    result = await same('mutation { step(name: "a") { key } must(name: "m") late: step(name: "z") { key } }')
    assert result.data is None
    assert "begin z" not in CALLS


async def test_the_event_of_a_subscription_is_the_root(same: Same) -> None:
    result = await same("subscription { ticks { key next { key } } }", root=Row(key=3))
    assert result.data == {"ticks": {"key": 3, "next": {"key": 4}}}


async def test_a_stream_that_breaks_is_closed(same: Same) -> None:
    await same("{ stream(failsAt: 2) }")
    assert CALLS == ["closed", "closed"]
