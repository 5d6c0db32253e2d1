"""Filters, search and orders; and that none of them tells what is masked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import parse_global_id
from library_models import Library, LibraryKind, Visit
from reading import ACTORS, GUNUNG, answer, ask
from statements import recorded_statements

pytestmark = pytest.mark.anyio
OPERATOR, PUBLIC = ACTORS["operator"], ACTORS["anonymous"]


async def found(schema: ComposedSchema, arguments: str, actor: Any = OPERATOR) -> set[int]:
    """The numbers of the libraries that the arguments leave."""

    data = await answer(
        schema,
        f"{{ library {{ libraries(first: 100, {arguments}) {{ nodes {{ id }} totalCount }} }} }}",
        actor,
    )
    nodes = data["library"]["libraries"]["nodes"]
    assert data["library"]["libraries"]["totalCount"] == len(nodes)
    return {int(parse_global_id(node["id"])[1]) for node in nodes}


def _inside(code: str | None) -> bool:
    return code is not None and (code == GUNUNG or code.startswith(f"{GUNUNG}."))


CASES: dict[str, Any] = {
    "where: {kind: {equals: PUBLIC}}": lambda each: each.kind is LibraryKind.PUBLIC,
    "where: {kind: {in: [PUBLIC, MOBILE]}}": lambda each: (
        each.kind in (LibraryKind.PUBLIC, LibraryKind.MOBILE)
    ),
    "where: {kind: {isNull: true}}": lambda each: each.kind is None,
    f'where: {{regionCode: {{within: "{GUNUNG}"}}}}': lambda each: _inside(each.region_code),
    f'where: {{regionCode: {{equals: "{GUNUNG}"}}}}': lambda each: each.region_code == GUNUNG,
    "where: {budget: {atLeast: 20000000000, atMost: 40000000000}}": lambda each: (
        each.budget is not None and 2 * 10**10 <= each.budget <= 4 * 10**10
    ),
    'where: {budget: {in: ["10000000000", 0]}}': lambda each: each.budget in (10**10, 0),
    'where: {openedOn: {atLeast: "2022-01-05"}}': lambda each: (
        each.opened_on is not None and each.opened_on >= date(2022, 1, 5)
    ),
    'where: {recordedAt: {atMost: "2026-01-02T07:00:00+07:00"}}': lambda each: (
        each.recorded_at is not None and each.recorded_at.day <= 2
    ),
    "where: {isPublished: {equals: false}, kind: {isNull: false}}": lambda each: (
        not each.is_published and each.kind is not None
    ),
    'search: "MELATI"': lambda each: "melati" in each.name.casefold(),
    'search: "ati elat"': lambda each: "melati" in each.name.casefold(),
    'search: "%"': lambda _each: False,
    'search: "Eclair"': lambda each: each.name.startswith("Éclair"),
    "where: {}": lambda _each: True,
    "where: null, search: null, order: null": lambda _each: True,
}


@pytest.mark.parametrize("arguments", CASES)
async def test_a_filter_leaves_the_rows_that_meet_it(schema: ComposedSchema, arguments: str) -> None:
    expected = {library.id for library in await Library.all() if CASES[arguments](library)}
    assert await found(schema, arguments) == expected


async def test_a_filter_through_a_relation(schema: ComposedSchema) -> None:
    visits = await Visit.all()
    every = {library.id for library in await Library.all()}
    rich = {visit.library_id for visit in visits if (visit.fee or 0) >= 40000}
    visited = {visit.library_id for visit in visits}
    assert 0 < len(rich) < len(every)
    assert await found(schema, "where: {visits: {where: {fee: {atLeast: 40000}}}}") == rich
    assert await found(schema, "where: {visits: {exists: false}}") == every - visited
    assert (
        await found(schema, "where: {visits: {exists: false, where: {fee: {atLeast: 40000}}}}")
        == every - rich
    )


async def test_what_is_hidden_does_not_exist_for_a_relation_filter(schema: ComposedSchema) -> None:
    document = (
        "{ library { visits(where: {library: {where: {isPublished: {equals: false}}}}) { totalCount } } }"
    )
    assert (await answer(schema, document, PUBLIC))["library"]["visits"]["totalCount"] == 0
    assert (await answer(schema, document, OPERATOR))["library"]["visits"]["totalCount"] > 0


@pytest.mark.parametrize(
    "field",
    [
        "libraries(where: {budget: {atLeast: 1}}) { totalCount }",
        "libraries(where: {budget: {isNull: true}}) { nodes { id } }",
        'libraries(where: {phone: {equals: "+621"}}) { totalCount }',
        "libraries(order: BUDGET_ASC) { nodes { id } }",
        'visits(where: {visitor: {equals: "Tamu 1"}}) { totalCount }',
        'visits(where: {library: {where: {phone: {equals: "+621"}}}}) { totalCount }',
        "libraryCounts(by: [BUDGET]) { total }",
        "libraryCounts(where: {budget: {atLeast: 1}}) { total }",
        'libraryBy(phone: "+621") { id }',
        "regions { libraries(where: {budget: {atLeast: 1}}) { totalCount } }",
        "regions { libraries(order: BUDGET_DESC) { nodes { id } } }",
    ],
)
async def test_a_masked_column_cannot_be_asked_about(schema: ComposedSchema, field: str) -> None:
    _, errors = await ask(schema, f"{{ library {{ {field} }} }}", PUBLIC)
    assert {code for code, _ in errors} == {"FORBIDDEN"}
    _, errors = await ask(schema, f"{{ library {{ {field} }} }}", OPERATOR)
    assert errors == []


async def test_where_a_column_is_seen_in_some_rows_the_others_are_as_if_empty(schema: ComposedSchema) -> None:
    officer = ACTORS["officer of another"]
    rich = await found(schema, "where: {budget: {atLeast: 0}}", officer)
    libraries = await Library.filter(id__in=rich)
    assert libraries
    assert all(library.region_code and library.region_code.startswith("32.01.13") for library in libraries)
    empty = await found(schema, "where: {budget: {isNull: true}}", officer)
    assert not rich & empty
    assert rich | empty == await found(schema, "where: {}", officer)


async def test_search_uses_the_trigram_index(schema: ComposedSchema) -> None:
    with recorded_statements() as statements:
        assert await found(schema, 'search: "melati"')
    sqlite = 'IN (SELECT rowid FROM "sample_library_search_trigram"'
    assert all(sqlite in each or '"search" LIKE $' in each for each in statements)


HOSTILE = [
    "'",
    '"',
    "'; DROP TABLE sample_library; --",
    "\\",
    "%",
    "_",
    "{}",
    "\u0000",
    "💥",
    "$1",
    "?1",
    ":a",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_only_a_value(schema: ComposedSchema, text: str) -> None:
    fields = {
        "libraries(search: $text) { totalCount }": set(),
        "libraries(where: {phone: {equals: $text, in: [$text]}}) { totalCount }": set(),
        "libraryBy(nameKey: $text) { id }": set(),
        "libraryBy(id: $text) { id }": {"BAD_USER_INPUT"},
        "libraries(after: $text) { totalCount }": {"BAD_USER_INPUT"},
    }
    for field, expected in fields.items():
        kind = "ID" if "id:" in field else "String"
        document = f"query ($text: {kind}!) {{ library {{ {field} }} }}"
        _, errors = await ask(schema, document, OPERATOR, text=text)
        codes = {code for code, _ in errors}
        assert codes == expected or (text == "\0" and codes == {"BAD_USER_INPUT"}), field
    assert await Library.all().count() == 24
