"""Every test that `docs/security.md` names is there and runs, and every line of it names one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from pages import DOCS, ROOT

PAGE = (DOCS / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)))
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| threat |")]
OWASP = (
    "injection",
    "SSRF",
    "CRLF",
    "depth",
    "amount",
    "pagination",
    "cost",
    "slow operations",
    "many requests",
    "batching and caching",
    "IDOR",
    "edges",
    "mutations without permission",
    "arrays of operations",
    "aliases",
    "excessive errors",
    "introspection",
    "suggestions",
    "GraphiQL",
    "CSRF",
)
"""What the cheat sheet and the testing guide ask for."""


@cache
def held_tests(path: Path) -> set[str]:
    """The tests of a file that no mark keeps from running."""
    return {
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any(
            ast.unparse(each).startswith(("pytest.mark.skip", "pytest.mark.xfail"))
            for each in node.decorator_list
        )
    }


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    assert name in held_tests(ROOT / "tests" / file)


def test_every_line_names_a_test() -> None:
    assert len(ROWS) > 30
    assert [row for row in ROWS if "::" not in row.rsplit("|", 2)[1]] == []


@pytest.mark.parametrize("point", OWASP)
def test_every_point_of_owasps_list_has_a_line(point: str) -> None:
    assert any(point in row.split("|")[1] for row in ROWS)
