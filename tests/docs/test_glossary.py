"""The glossary knows every name that SI OPIK SEHAT brings into the contract, every choice and every ODS column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, build_schema

from kopukm_core.values import Choice
from kopukm_siopik import choices
from kopukm_siopik.imports.columns import COOPERATIVES, REPORTS
from pages import DOCS, ROOT

PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
SUFFIXES = ("Connection", "Edge", "Filter", "Order", "Input", "Payload")
ENTITIES = (
    "Cooperative",
    "YearlyReport",
    "AnnualMeeting",
    "Officer",
    "CooperativeCounts",
    "CooperativeCountsRow",
)
COMMANDS = (
    "RegisterCooperative",
    "CorrectCooperative",
    "ReportYear",
    "ReportAnnualMeeting",
    "DissolveCooperative",
)


@cache
def words() -> set[str]:
    """Every word that the page writes as code."""
    return {word for span in re.findall(r"`([^`]+)`", PAGE) for word in re.findall(r"\w+", span)}


@cache
def contract() -> GraphQLSchema:
    """The committed contract."""
    return build_schema((ROOT / "graphql/kopukm_graphql/schema.graphql").read_text(encoding="utf-8"))


def fields_of(schema: GraphQLSchema, name: str) -> set[str]:
    """The names of the fields of an object or input type."""
    kind = schema.type_map[name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
    return set(kind.fields)


def own_types(schema: GraphQLSchema) -> Iterator[str]:
    """The types that can be reached from SI OPIK SEHAT alone, but for those made of others."""
    names = {
        one.__name__ for one in vars(choices).values() if isinstance(one, type) and issubclass(one, Choice)
    }
    for name, kind in schema.type_map.items():
        is_object = isinstance(kind, GraphQLObjectType) and name.startswith((*ENTITIES, "Siopik"))
        is_enum = isinstance(kind, GraphQLEnumType) and (name in names or name.startswith(ENTITIES))
        if (is_object or is_enum) and not name.endswith(SUFFIXES):
            yield name


def test_the_types_of_the_programme_are_found() -> None:
    assert {*ENTITIES, "SiopikQuery", "CooperativeKind", "ManagementPattern"} <= set(own_types(contract()))


def test_every_type_is_in_the_glossary() -> None:
    assert sorted(set(own_types(contract())) - words()) == []


@pytest.mark.parametrize("name", ENTITIES)
def test_every_field_of_a_type_is_in_the_glossary(name: str) -> None:
    ours = contract().type_map[name]
    assert isinstance(ours, GraphQLObjectType)
    related = {"id", "cooperative", "officers", "yearlyReports", "annualMeetings"}
    assert sorted(set(ours.fields) - words() - related) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_of_a_command_is_in_the_glossary(command: str) -> None:
    asked = fields_of(contract(), f"{command}Input")
    assert sorted(set(asked) - words() - {"cooperativeId"}) == []
    assert f"`{command[0].lower()}{command[1:]}`" in PAGE


def test_every_choice_stands_with_its_label() -> None:
    for kind in vars(choices).values():
        if isinstance(kind, type) and issubclass(kind, Choice) and kind is not Choice:
            for member in kind:
                assert f"| {member.label} | `{member.name}` |" in PAGE


def test_every_column_of_an_export_becomes_something_that_exists() -> None:
    schema = contract()
    for column in (*COOPERATIVES.columns, *REPORTS.columns):
        rows = re.findall(rf"^\| {re.escape(column.label)} \| [^|]* \| `(\w+)\.(\w+)`", PAGE, re.M)
        assert rows, column.label
        for type_name, field in rows:
            assert field in fields_of(schema, type_name), column.label


def test_no_name_of_a_field_is_stale() -> None:
    table = PAGE.split("## Terms of the registry")[1].split("Of each type")[0]
    known = (ROOT / "graphql/kopukm_graphql/schema.graphql").read_text(encoding="utf-8")
    named = re.findall(r"^\| [^|]+ \| `(\w+)`", table, re.M)
    assert len(named) > 30
    assert [name for name in named if not re.search(rf"\b{name}\b", known)] == []
