"""SQL broken into lines: nothing but white space changes, and no line is long where it can be broken."""

from __future__ import annotations

import re

import pytest

from kopukm_graphql.explaining.statement_lines import WIDTH, statement_lines

_SPACE = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|\s+")


def squeezed(sql: str) -> str:
    """Without any white space outside of quotes."""
    return _SPACE.sub(lambda found: found[1] or "", sql)


LONG = ", ".join(f"concat('a, ( b', \"c)d\", coalesce(t.x{number}, 'it''s'))" for number in range(30))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "SELECT ')' || '(' AS a FROM t WHERE x = $1",
        f"SELECT concat({LONG}) AS answer FROM (SELECT * FROM t ORDER BY a LIMIT 3) t WHERE a AND (b OR c)",
        f"SELECT CASE WHEN a THEN concat({LONG}) WHEN b THEN CASE x WHEN 1 THEN 2 END ELSE 3 END",
        f"SELECT '{'x' * 300}', b",
    ],
)
def test_only_white_space_changes(sql: str) -> None:
    assert squeezed("\n".join(statement_lines(sql))) == squeezed(sql)


def test_lines_are_short_and_indented_by_their_depth() -> None:
    lines = statement_lines(f"SELECT concat({LONG}) AS answer FROM t WHERE a = 1")
    assert max(map(len, lines)) <= WIDTH
    assert lines[0] == "SELECT concat("
    assert lines[1].startswith("  concat('a, ( b'")
    assert lines[-2:] == ["FROM t", "WHERE a = 1"]


def test_a_short_statement_stays_in_one_line() -> None:
    assert statement_lines("SELECT a FROM t WHERE b = ?1") == ["SELECT a FROM t WHERE b = ?1"]
