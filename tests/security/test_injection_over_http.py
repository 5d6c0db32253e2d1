"""Hostile text in every argument of the contract, over HTTP: it is only ever a value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_leaf_type,
)

from pages import ROOT
from production_office import GUNUNG, Office, codes

HOSTILE = (
    "' OR 1=1; DROP TABLE siopik_cooperative; --",
    '"}}) { me { key } } #\\ \u0000\r\nX-Injected: 1\r\n\r\n',
    "$(touch /tmp/pwned)`id`|| ../../../etc/passwd ${7*7} {{7*7}} %s %n <script>alert(1)</script>",
)
GOOD = {"RegionCode": GUNUNG, "Date": "2026-01-31", "DateTime": "2026-01-31T08:00:00+07:00", "Rupiah": 1}
DEEPEST = 3
LEFT_OUT = ("logOut",)


@cache
def contract() -> GraphQLSchema:
    return build_schema((ROOT / "graphql/kopukm_graphql/schema.graphql").read_text(encoding="utf-8"))


def fields_with_arguments() -> Iterator[tuple[str, str, GraphQLField]]:
    """Every field with arguments below a root: the operation's beginning, its end, and the field."""
    schema = contract()
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    for name, field in schema.mutation_type.fields.items():
        if field.args and name not in LEFT_OUT:
            yield "mutation {} {{ ", " }", field
    for name, field in schema.query_type.fields.items():
        inner = get_named_type(field.type)
        if field.args:
            yield "query {} {{ ", " }", field
        elif isinstance(inner, GraphQLObjectType) and name not in ("me",):
            yield from (
                (f"query {{}} {{{{ {name} {{{{ ", " } }", each) for each in inner.fields.values() if each.args
            )
    region = schema.type_map["Region"]
    assert isinstance(region, GraphQLObjectType)
    for field in region.fields.values():
        if field.args:
            yield f'query {{}} {{{{ region(code: "{GUNUNG}") {{{{ ', " } }", field


def name_of(field: GraphQLField) -> str:
    assert field.ast_node is not None
    return field.ast_node.name.value


def value(kind: Any, text: str, *, strict: bool, depth: int = 0) -> Any:
    """The hostile text wherever a text may stand; with `strict` also where a scalar of ours stands."""
    if isinstance(kind, GraphQLNonNull):
        return value(kind.of_type, text, strict=strict, depth=depth)
    if isinstance(kind, GraphQLList):
        return [value(kind.of_type, text, strict=strict, depth=depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: value(each.type, text, strict=strict, depth=depth + 1)
            for name, each in kind.fields.items()
            if depth < DEEPEST or isinstance(each.type, GraphQLNonNull)
        }
    if kind.name in ("Int", "Float", "Boolean"):
        return {"Int": 1, "Float": 1.5, "Boolean": True}[kind.name]
    return GOOD[kind.name] if kind.name in GOOD and not strict else text


def sent(office: Office, begin: str, end: str, field: GraphQLField, text: str, *, strict: bool) -> Any:
    declared = ", ".join(f"${name}: {each.type}" for name, each in field.args.items())
    given = ", ".join(f"{name}: ${name}" for name in field.args)
    selected = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    document = f"{begin.format(f'({declared})')}{name_of(field)}({given}){selected}{end}"
    variables = {name: value(each.type, text, strict=strict) for name, each in field.args.items()}
    return office.post(document, "siti", **variables)


def counted(office: Office) -> int:
    answer = office.post("{ siopik { cooperatives { totalCount } } }")
    return int(answer.json()["data"]["siopik"]["cooperatives"]["totalCount"])


@pytest.mark.parametrize("strict", [False, True], ids=["texts", "every scalar"])
def test_hostile_text_in_every_argument_is_only_a_value(office: Office, strict: bool) -> None:
    before, sendings, refused = counted(office), 0, set()
    for begin, end, field in fields_with_arguments():
        for text in HOSTILE:
            answer = sent(office, begin, end, field, text, strict=strict)
            found = codes(answer)
            assert answer.status_code in (200, 400), f"{name_of(field)}: {answer.text}"
            assert "INTERNAL" not in found, f"{name_of(field)}: {answer.text}"
            assert "GRAPHQL_VALIDATION_FAILED" not in found, f"{name_of(field)}: {answer.text}"
            assert "x-injected" not in answer.headers
            assert not any(word in answer.text for word in ("Traceback", "sqlite", "SELECT", "root:x:"))
            sendings += 1
            refused |= set(found)
    assert sendings > 100
    assert {"BAD_USER_INPUT"} <= refused
    assert counted(office) >= before
    assert office.client.get("/health/ready").status_code == 200


def test_a_stored_text_comes_back_as_it_was_sent(office: Office) -> None:
    name = "KSU '; DROP TABLE x; -- <b>\u202ekat</b> ${jndi:ldap://x}"
    register = """mutation($input: RegisterCooperativeInput!) {
      registerCooperative(input: $input) { problems { code message } cooperative { name } } }"""
    made = office.post(
        register, "siti", input={"name": name, "nik": "3201079990001", "regionCode": GUNUNG}
    ).json()["data"]
    payload = made["registerCooperative"]
    assert payload["problems"] == []
    assert payload["cooperative"]["name"] == name.replace("\u202e", ""), "without what turns text around"


def test_no_line_of_the_log_is_written_by_a_caller(office: Office) -> None:
    forged = "2026-11-23 08:00:00 ERROR palsu masuk"
    name = {"query": "query A { me { key } }", "operationName": f"A\r\n{forged}"}
    office.client.post("/graphql", json=name)
    office.client.get(f"/graphql%0d%0a{forged.replace(' ', '%20')}")
    office.client.get("/health/live", headers={"user-agent": f"x\t{forged}", "x-request-id": "a" * 70})
    office.client.get("/graphql", params={"query": "{ me { key } }\n" + forged})
    lines = office.log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert lines, "the server writes a log"
    assert not [line for line in lines if line.startswith("2026-11-23 08:00:00")]


def test_no_argument_of_the_contract_names_an_address_to_fetch() -> None:
    named = [
        f"{type_.name}.{name}"
        for type_ in contract().type_map.values()
        if isinstance(type_, GraphQLInputObjectType)
        for name in type_.fields
    ]
    named += [f"{name_of(field)}.{name}" for _, _, field in fields_with_arguments() for name in field.args]
    words = ("url", "uri", "host", "endpoint", "webhook", "callback", "redirect")
    assert [each for each in named if any(word in each.partition(".")[2].lower() for word in words)] == []


def test_nothing_that_serves_a_request_fetches_from_elsewhere() -> None:
    clients = {
        "httpx",
        "httpx2",
        "requests",
        "aiohttp",
        "urllib3",
        "http.client",
        "urllib.request",
        "subprocess",
    }
    allowed = (
        "core/kopukm_core/files/",
        "core/kopukm_core/tabular/read_apart.py",
        "graphql/kopukm_graphql/checks.py",
    )
    """The store of files, whose address is a setting; the reader of spreadsheets; `kopukm doctor`, no request."""
    found = []
    for folder in ("core", "graphql", "plugins"):
        for file in Path(ROOT / folder).rglob("*.py"):
            place = str(file.relative_to(ROOT))
            imported = {
                name
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                for name in _imported(node)
            }
            if imported & clients and not place.startswith(allowed):
                found.append(place)
    assert found == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
