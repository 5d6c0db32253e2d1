"""The text of statements: numbered placeholders, no value in it, and as deep and long as each engine takes."""

from __future__ import annotations

import re

import pytest

from book_models import Book
from compiled import BothWays, compiled_operation, written_of
from kopukm_core.db import Dialect, Parameters
from kopukm_graphql.compiling.dialects import PostgresWriting, SqliteWriting, quoted
from kopukm_graphql.compiling.holes import IMPOSSIBLE
from kopukm_graphql.compiling.keeping import KeptStatements, Unplanned
from kopukm_graphql.compiling.sheet import JsonText, columns_used
from kopukm_graphql.compiling.statements import Written, used_alone
from kopukm_graphql.compose import ComposedSchema
from library_models import Library, Place, Visit
from reading import ACTORS, GUNUNG

pytestmark = pytest.mark.anyio

HOSTILE = "x'; DROP TABLE sample_library; -- \" $1 ?1 \\ %_\x01\x02\x03"
LISTS = """query($where: LibraryFilter, $search: String, $order: LibraryOrder, $key: String) { library {
  libraries(where: $where, search: $search, order: $order, first: 3) { totalCount nodes { name title budget } }
  libraryBy(nameKey: $key) { name } } }"""


def numbers(sql: str) -> list[int]:
    """The numbers of the placeholders outside of quotes, in the order of the text."""
    plain = re.sub(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", "", sql)
    return [int(each) for each in re.findall(r"[?$]([0-9]+)", plain)]


async def test_placeholders_are_numbered_in_order_and_all_are_used(library: ComposedSchema) -> None:
    where = {
        "kind": {"in": ["PUBLIC"]},
        "regionCode": {"within": GUNUNG},
        "visits": {"where": {"visitor": None}},
    }
    for actor in ACTORS.values():
        written, values = written_of(
            library, LISTS, actor, where=where, search="dua kata", key="x", order="NAME_DESC"
        )
        found = numbers(written.sql)
        assert list(dict.fromkeys(found)) == list(range(1, len(values) + 1))
        assert len(written.parameters.values) == len(values)


async def test_no_value_of_an_argument_is_in_the_text(library: ComposedSchema) -> None:
    where = {
        "budget": {"equals": "777777"},
        "phone": {"equals": HOSTILE},
        "openedOn": {"atLeast": "2031-07-09"},
    }
    written, values = written_of(
        library, LISTS, ACTORS["operator"], where=where, search="cari DROP", key=HOSTILE
    )
    for text in ("777777", "DROP", "2031", "cari"):
        assert text not in written.sql
    assert HOSTILE in values


async def test_response_keys_are_graphql_names_only() -> None:
    for key in ("a'b", 'a"b', "a b", "1a", "", "a\n", "é"):
        with pytest.raises(ValueError, match="not a GraphQL name"):
            JsonText(SqliteWriting()).name(key, first=True)


async def test_only_declared_names_are_quoted(library: ComposedSchema) -> None:
    written, _ = written_of(library, LISTS, ACTORS["operator"], search="kata", key="x")
    known = {
        name
        for model in (Book, Library, Place, Visit)
        for name in (model._meta.db_table, *model._meta.fields_db_projection.values())
    }
    outside = re.sub(r"'(?:[^']|'')*'", "", written.sql)
    names = set(re.findall(r'"([^"]*)"', outside))
    assert {name for name in names if not re.fullmatch(r"C|t[0-9_]+|sample_library_.*trigram", name)} <= known


async def test_parameters_that_no_part_names_are_left_out() -> None:
    for dialect, mark in ((Dialect.SQLITE, "?"), (Dialect.POSTGRES, "$")):
        parameters = Parameters(dialect)
        for value in "abcd":
            parameters.add(value)
        text = f"SELECT {mark}3, '{mark}1', \"x{mark}2\", 'it''s {mark}1', {mark}1, {mark}3"
        sql, kept = used_alone(text, parameters)
        assert sql == f"SELECT {mark}1, '{mark}1', \"x{mark}2\", 'it''s {mark}1', {mark}2, {mark}1"
        assert kept.values == ["c", "a"]


async def test_constants_are_quoted() -> None:
    assert quoted("it's '' x") == "'it''s '''' x'"


async def test_many_pieces_are_joined_in_groups() -> None:
    pieces = [f"p{number}" for number in range(200)]
    postgres = PostgresWriting().joined(pieces)
    calls = re.findall(r"concat\(([^()]*)\)", postgres)
    assert [len(each.split(", ")) for each in calls] == [80, 80, 40]
    assert re.findall(r"p[0-9]+", postgres) == pieces
    sqlite = SqliteWriting().joined(pieces)
    assert max(len(each.split(" || ")) for each in re.findall(r"\(([^()]*)\)", sqlite)) == 20
    assert re.findall(r"p[0-9]+", sqlite) == pieces
    assert SqliteWriting().joined(["x"]) == "x"
    assert JsonText(SqliteWriting()).sql() == "''"


async def test_an_enum_value_that_is_unknown_is_impossible() -> None:
    for writing in (SqliteWriting(), PostgresWriting()):
        text = writing.chosen("t.x", [("'a'", "A")])
        assert (
            f"WHEN 'a' THEN '\"A\"' ELSE CASE WHEN t.x IS NOT NULL THEN {writing.control(IMPOSSIBLE)} END"
            in text
        )


async def test_columns_used_are_those_of_the_alias_alone() -> None:
    assert columns_used("t1_", 't1_."a" || t11_."b" || t1_."c" || t1_."a" || xt1_."d"') == 't1_."a", t1_."c"'
    assert columns_used("t1_", "count(*)") == "1 AS one"


async def test_many_fields_are_answered_by_one_statement(filled: BothWays) -> None:
    many = " ".join(f"a{number}: name b{number}: kind c{number}: visitCount" for number in range(60))
    data, _ = await filled.answer(
        f"{{ library {{ publicLibraries(first: 3) {{ {many} }} }} }}", compiled=True
    )
    assert len(data["library"]["publicLibraries"][0]) == 180


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 7, 9])
async def test_deep_documents_are_answered_or_left_to_the_other_executor(
    filled: BothWays, depth: int, dialect_under_test: Dialect
) -> None:
    inner = "name"
    for _ in range(depth):
        inner = f"name visits(first: 1) {{ visitedOn library {{ {inner} }} }}"
    document = f"{{ library {{ publicLibraries(first: 2) {{ {inner} }} }} }}"
    before = filled.otherwise.calls
    await filled.executor(filled.call(document, {}))
    left = filled.otherwise.calls > before
    _, errors = await filled.answer(document, compiled=not left)
    assert errors == []
    # SQLite's parser holds a hundred symbols: what nests deeper is refused by it, and answered all the same.
    assert left is (dialect_under_test is Dialect.SQLITE and depth > 2)


async def test_a_statement_that_the_database_refuses_is_not_tried_again(filled: BothWays) -> None:
    document = "{ library { publicLibraries { name } } }"
    call = filled.call(document, {})
    compiled = filled.executor.compiled(call)
    _, written, _, key = compiled.written(call.context.actor, {})
    compiled._kept.keep(key, Written("SELECT no_such_function_x(1)", written.parameters, ()))
    await filled.answer(document, compiled=False)
    assert compiled._kept.get(key) == Unplanned("ditolak basis data")
    await filled.answer(document, compiled=False)
    assert compiled_operation(filled.schema, document).written(call.context.actor, {})[1].sql == written.sql


def test_statements_are_kept_within_bounds() -> None:
    kept = KeptStatements(most_characters=1000)
    for number in range(100):
        kept.keep(number, Written("x" * 300, Parameters(Dialect.SQLITE), ()))
        kept.get(98)
    assert len(kept) == 3
    assert kept.get(99) is not None
    assert kept.get(98) is not None
    assert kept.get(0) is None
    kept.keep(99, Unplanned("ditolak basis data"))
    assert kept.get(99) == Unplanned("ditolak basis data")


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
    ],
)
async def test_a_value_that_the_driver_refuses_does_not_speak_against_the_statement(
    filled: BothWays, moment: str
) -> None:
    document = """query($moment: DateTime!) { library { libraries(where: {recordedAt: {atLeast: $moment}}) {
      totalCount } } }"""
    await filled.executor(filled.call(document, {"moment": moment}))
    await filled.answer(document, compiled=True, moment="2026-01-02T00:00:00Z")


@pytest.mark.parametrize("sought", ["a" * 60_000, "%" * 60_000, "\ud7ff\U0010ffff", "a " * 300])
async def test_a_word_that_the_database_refuses_does_not_speak_against_the_statement(
    filled: BothWays, sought: str
) -> None:
    document = "query($search: String!) { library { libraries(search: $search) { totalCount } } }"
    await filled.executor(filled.call(document, {"search": sought}))
    await filled.answer(document, compiled=True, search="melati")
