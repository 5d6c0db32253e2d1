"""Every test that the page on faults names is there, and every test of faults is on the page."""

from __future__ import annotations

import re

from pages import DOCS, ROOT

PAGE = (DOCS / "developers" / "faults.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/\S+\.py)::(\w+)`", PAGE)


def named_in(file: str) -> set[str]:
    return set(re.findall(r"^(?:async )?def (test_\w+)", (ROOT / file).read_text(encoding="utf-8"), re.M))


def test_every_row_names_a_test_that_is_there() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| fault |")]
    assert len(rows) == len(NAMED)
    assert [f"{file}::{name}" for file, name in NAMED if name not in named_in(file)] == []


def test_every_test_of_faults_is_on_the_page() -> None:
    files = sorted((ROOT / "tests" / "faults").glob("test_*.py"))
    there = {(str(file.relative_to(ROOT)), name) for file in files for name in named_in(str(file))}
    assert sorted(there - set(NAMED)) == []
