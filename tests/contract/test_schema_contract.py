# mypy: disable-error-code="untyped-decorator"
"""The committed SDL: printing, breaking changes, descriptions."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import pytest
import strawberry

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.contract import (
    BreakingChange,
    breaking_changes,
    check_contract,
    print_contract,
    read_allowed,
    undescribed,
    write_contract,
)

OLD = "type Query {\n  a: Int\n  b(x: Int): String\n}\n"
ADDED = "type Query {\n  a: Int\n  b(x: Int): String\n  c: Int\n}\n"
REMOVED = "type Query {\n  b(x: Int): String\n}\n"
GONE = BreakingChange("FIELD_REMOVED", "Field Query.a was removed.")


@strawberry.enum(description="Jenis")
class Kind(Enum):
    ONE = "one"
    TWO = strawberry.enum_value("two", description="Dua")


@strawberry.input
class Filter:
    """An input without a description."""

    kind: Kind
    name: str = strawberry.field(description="Nama")


@strawberry.type(description="Membaca")
class Query:
    """The root."""

    zebra: int = strawberry.field(description="Zebra", default=1)
    apple: int = 2

    @strawberry.field(description="Cari")
    def search(self, filter: Filter | None = None) -> str:  # noqa: A002
        return ""


SCHEMA = strawberry.Schema(Query)


def test_the_same_schema_prints_the_same_text() -> None:
    printed = print_contract(SCHEMA)
    assert printed == print_contract(strawberry.Schema(Query))
    assert printed.index("input Filter") < printed.index("enum Kind") < printed.index("type Query")
    assert printed.index("zebra: Int!") < printed.index("apple: Int!")
    assert printed.endswith("}\n")


def test_everything_without_a_description_is_named() -> None:
    assert undescribed(SCHEMA) == [
        "Filter",
        "Filter.kind",
        "Kind.ONE",
        "Query.apple",
        "Query.search(filter:)",
    ]


def test_what_clients_would_stumble_over_is_found() -> None:
    assert breaking_changes(OLD, ADDED) == []
    assert breaking_changes(OLD, REMOVED) == [GONE]
    (change,) = breaking_changes(OLD, OLD.replace("x: Int", "x: Int!"))
    assert change.kind == "ARG_CHANGED_KIND"


def test_an_allowed_change_needs_its_reason() -> None:
    (allowed,) = read_allowed(f"# Keputusan\n\n{GONE} # tidak pernah dipakai\n")
    assert (allowed.change, allowed.reason) == (GONE, "tidak pernah dipakai")
    with pytest.raises(ConfigurationError, match="baris 2"):
        read_allowed(f"\n{GONE}\n")


def test_the_report_tells_breaking_and_stale_entries() -> None:
    assert check_contract(OLD, OLD).is_current
    assert check_contract(OLD, REMOVED).breaking == (GONE,)
    assert check_contract(OLD, REMOVED, f"{GONE} # alasan").breaking == ()
    assert check_contract(OLD, ADDED, f"{GONE} # alasan").stale == (GONE,)


def test_a_breaking_contract_is_not_written_unless_it_is_listed(tmp_path: Path) -> None:
    path, allowed = tmp_path / "schema.graphql", tmp_path / "breaking.txt"
    write_contract(path, OLD, allowed)
    with pytest.raises(ConfigurationError, match=r"Query\.a was removed"):
        write_contract(path, REMOVED, allowed)
    assert path.read_text(encoding="utf-8") == OLD
    allowed.write_text(f"{GONE} # tidak pernah dipakai\n", encoding="utf-8")
    write_contract(path, REMOVED, allowed)
    assert path.read_text(encoding="utf-8") == REMOVED


def test_an_addition_is_written(tmp_path: Path) -> None:
    path = tmp_path / "schema.graphql"
    path.write_text(OLD, encoding="utf-8")
    assert not write_contract(path, ADDED).is_current
    assert path.read_text(encoding="utf-8") == ADDED
