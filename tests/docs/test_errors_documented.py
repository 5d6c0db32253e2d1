"""Each code of an error has a page that names its classes, and no page is about a code that is gone."""

from __future__ import annotations

import pytest

from error_codes import error_classes, limit_codes, server_codes
from pages import DOCS

FOLDER = DOCS / "errors"


def codes() -> set[str]:
    return set(error_classes().values()) | limit_codes() | server_codes()


def documented() -> set[str]:
    return {page.stem for page in FOLDER.glob("*.md")} - {"README"}


def test_the_codes_are_found_where_they_are_written() -> None:
    assert {"FORBIDDEN", "LEASE_LOST", "LIMIT_DEPTH", "PAYLOAD_TOO_LARGE", "TIMEOUT"} <= codes()


def test_every_code_has_a_page_and_no_page_is_stale() -> None:
    assert sorted(documented()) == sorted(codes())


@pytest.mark.parametrize("code", sorted(documented()))
def test_a_page_tells_cause_and_cure_and_stands_in_the_index(code: str) -> None:
    page = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}\n")
    for part in ("**Where**", "**Cause**", "**What to do**"):
        assert part in page
    assert f"[{code}]({code}.md)" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_error_class_is_named_on_the_page_of_its_code() -> None:
    unnamed = [
        f"{one.__name__} on {code}.md"
        for one, code in error_classes().items()
        if f"`{one.__name__}`" not in (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    ]
    assert unnamed == []
