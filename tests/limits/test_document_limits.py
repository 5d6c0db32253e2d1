"""What one document may ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graphql import GraphQLError, build_schema, get_introspection_query, parse, validate

from kopukm_graphql.limits import DocumentMeasurer, Limits, Measures, limits_rule, parse_within_limits

SCHEMA = build_schema(
    """
    directive @cached on FIELD
    type Query {
      name: String
      region: Region
      regions: [Region!]!
      cooperatives(first: Int = 30, last: Int): Connection!
      latest(limit: Int): [Cooperative!]
      nodes(ids: [ID!]!): [Cooperative]!
      any: Any
    }
    union Any = Region | Cooperative
    type Region { name: String, children: [Region!]!, cooperatives(first: Int): Connection! }
    type Connection { totalCount: Int!, edges: [Edge!]!, nodes: [Cooperative!]! }
    type Edge { cursor: String!, node: Cooperative! }
    type Cooperative {
      id: ID!, name: String, region: Region, tags: [String!]!
      meetings(first: Int): Connection!
    }
    type Mutation { write: Int }
    """
)
LIMITS = Limits()


def measured(text: str) -> Measures:
    document = parse(text)
    return DocumentMeasurer(SCHEMA, document, LIMITS).operation(document.definitions[0])  # type: ignore[arg-type]


def refused(text: str, limits: Limits = LIMITS) -> dict[str, tuple[int, int]]:
    """Limits that the document exceeds: code to measured value and limit."""
    errors = validate(SCHEMA, parse(text), [limits_rule(limits)])
    return {
        error.extensions["code"]: (error.extensions["value"], error.extensions["limit"])
        for error in errors
        if error.extensions
    }


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("{ name }", 1),
        ("{ region { name } }", 2),
        # A list without a size holds 20 rows.
        ("{ regions { name } }", 1 + 20),
        ("{ regions { children { name } } }", 1 + 20 * (1 + 20)),
        # The size of a connection multiplies its edges, not its count.
        ("{ cooperatives(first: 50) { totalCount edges { cursor node { name } } } }", 1 + 1 + 1 + 50 * 3),
        ("{ cooperatives(last: 5) { nodes { name } } }", 1 + 1 + 5),
        ("{ cooperatives(first: 2, last: 5) { nodes { name } } }", 1 + 1 + 5),
        ("{ cooperatives { nodes { name } } }", 1 + 1 + 30),
        ("query ($n: Int) { cooperatives(first: $n) { nodes { name } } }", 1 + 1 + 100),
        # A connection gives 100 at most, whatever is asked.
        ("{ cooperatives(first: 9999) { nodes { name } } }", 1 + 1 + 100),
        ("{ cooperatives(first: -1) { nodes { name } } }", 1 + 1 + 1),
        ("{ region { cooperatives(first: null) { nodes { name } } } }", 1 + 1 + 1 + 20),
        # A plain list is not bounded by itself.
        ("{ latest(limit: 500) { name } }", 1 + 500),
        ('{ nodes(ids: ["a"]) { name } }', 1 + 20),
        ("{ nodes(ids: [" + '"a",' * 60 + "]) { name } }", 1 + 60),
        (
            "{ cooperatives(first: 10) { nodes { meetings(first: 3) { nodes { name } } } } }",
            1 + 1 + 10 * (1 + 1 + 3),
        ),
        ("{ latest(limit: 2) { tags } }", 1 + 2),
    ],
)
def test_the_cost_is_the_number_of_values_at_worst(text: str, cost: int) -> None:
    assert measured(text).cost_with(LIMITS.assumed_list) == cost


def test_a_fragment_costs_what_its_selections_cost_in_place() -> None:
    inline = "{ cooperatives(first: 7) { totalCount nodes { name region { name } } } }"
    spread = (
        "{ cooperatives(first: 7) { ...Page } } "
        "fragment Page on Connection { totalCount nodes { ...Row } } "
        "fragment Row on Cooperative { name region { name } }"
    )
    narrowed = (
        "{ cooperatives(first: 7) { ... on Connection { totalCount } ... { nodes { name ...Place } } } } "
        "fragment Place on Cooperative { region { name } }"
    )
    assert measured(inline) == measured(spread) == measured(narrowed)


@pytest.mark.parametrize(
    ("text", "limits", "code", "value"),
    [
        ("{ region { children { children { name } } } }", {"depth": 3}, "LIMIT_DEPTH", 4),
        ("{ ...F } fragment F on Query { region { name } }", {"depth": 1}, "LIMIT_DEPTH", 2),
        ("{ name a: name b: name }", {"aliases": 1}, "LIMIT_ALIASES", 2),
        ("{ ...F ...F } fragment F on Query { a: name }", {"aliases": 1}, "LIMIT_ALIASES", 2),
        ("{ name region { name } }", {"fields": 2}, "LIMIT_FIELDS", 3),
        ("{ name ...F } fragment F on Query { region { name } }", {"root_fields": 1}, "LIMIT_ROOT_FIELDS", 2),
        ("mutation { a: write b: write }", {"root_fields": 1}, "LIMIT_ROOT_FIELDS", 2),
        ("{ name @cached @skip(if: true) }", {"directives": 1}, "LIMIT_DIRECTIVES", 2),
        ("query @x { ... @include(if: true) { name } }", {"directives": 1}, "LIMIT_DIRECTIVES", 2),
        ("{ latest(limit: 100) { name } }", {"cost": 100}, "LIMIT_COST", 101),
    ],
)
def test_each_limit_tells_what_was_measured(text: str, limits: dict[str, int], code: str, value: int) -> None:
    exact = replace(LIMITS, **dict.fromkeys(limits, value))
    assert refused(text, replace(LIMITS, **limits)) == {code: (value, next(iter(limits.values())))}
    assert refused(text, exact) == {}


def test_the_error_says_in_indonesian_what_to_do() -> None:
    text = "{ latest(limit: 40000) { name } }"
    (error,) = validate(SCHEMA, parse(text), [limits_rule(LIMITS)])
    assert error.message == (
        "Permintaan terlalu mahal: jawabannya dapat memuat 40.001 nilai (paling banyak 30.000). "
        "Perkecil first atau last, atau kurangi daftar di dalam daftar."
    )


def test_each_operation_of_a_document_is_measured() -> None:
    text = "query A { name } query B { latest(limit: 40000) { name } }"
    assert refused(text) == {"LIMIT_COST": (40_001, 30_000)}


def doubling(times: int) -> str:
    """Fragments that each spread the next twice: 2^times fields in some 20 x times bytes."""
    chain = "".join(f"fragment F{n} on Query{{...F{n + 1} ...F{n + 1}}}" for n in range(times))
    return "{...F0}" + chain + f"fragment F{times} on Query{{name}}"


def test_the_fragment_bomb_is_measured_in_linear_time() -> None:
    for times in (10, 20, 40, 400):
        document = parse(doubling(times))
        measurer = DocumentMeasurer(SCHEMA, document, LIMITS)
        measurer.operation(document.definitions[0])  # type: ignore[arg-type]
        assert measurer.steps == 2 * times + 2
    assert refused(doubling(16))["LIMIT_FIELDS"] == (65_536, 500)


def test_many_operations_on_one_chain_of_fragments_are_measured_in_linear_time() -> None:
    operations = "".join(f"query Q{n}{{...F0}}" for n in range(200))
    document = parse(operations + doubling(200).removeprefix("{...F0}"))
    measurer = DocumentMeasurer(SCHEMA, document, LIMITS)
    for definition in document.definitions[:200]:
        measurer.operation(definition)  # type: ignore[arg-type]
    assert measurer.steps == 200 + 2 * 200 + 1


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { name ...B } fragment B on Query { ...A }",
        "{ region { ...A } } fragment A on Region { children { ...A } }",
        "{ ...Nowhere }",
        "{ unknown { unknown(first: 3) { name } } }",
        "{ ...F } fragment F on Nothing { a { b } }",
        "subscription { name }",
        "{ any { ... on Region { name } ... on Cooperative { tags } } }",
    ],
)
def test_documents_that_are_not_valid_are_left_to_the_specification(text: str) -> None:
    assert refused(text) == {}


def test_deep_documents_do_not_exhaust_the_stack() -> None:
    text = "{ region " + "{ children " * 190 + "{ name } " + "}" * 191
    assert refused(text)["LIMIT_DEPTH"] == (192, LIMITS.depth)
    inline = "{" + "... on Query {" * 190 + "name" + "}" * 191
    assert refused(inline) == {}


def test_long_chains_of_fragments_do_not_exhaust_the_stack() -> None:
    chain = "".join(f"fragment F{n} on Query{{...F{n + 1}}}" for n in range(600))
    assert refused("{...F0}" + chain + "fragment F600 on Query{name}") == {}


@pytest.mark.parametrize("deprecated", [True, False])
def test_the_standard_introspection_query_passes(deprecated: bool) -> None:
    text = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=deprecated,
    )
    assert refused(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { queryType { fields { type { fields { type { fields { args { name } } } } } } } } }",
        "{ __schema { types { fields { type { ...T } } } } } "
        "fragment T on __Type { possibleTypes { interfaces { name } } }",
    ],
)
def test_deep_introspection_is_refused(text: str) -> None:
    assert refused(text) == {"LIMIT_INTROSPECTION_LISTS": (4, 3)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" + " name" * 5_000 + "}", "LIMIT_TOKENS"),
        ("{ name }" + " " * 100_000, "LIMIT_CHARACTERS"),
        ("#\n" * 501 + "{ name }", "LIMIT_COMMENTS"),
        ("{ region " * 300 + "}" * 300, "LIMIT_DEPTH"),
        ("{ latest(limit: " + "[" * 300 + "]" * 300 + ") { name } }", "LIMIT_DEPTH"),
    ],
)
def test_parsing_stops_at_the_limits(text: str, code: str) -> None:
    with pytest.raises(GraphQLError) as error:
        parse_within_limits(text, LIMITS)
    assert error.value.extensions is not None
    assert error.value.extensions["code"] == code


def test_the_same_limits_give_the_same_rule() -> None:
    assert limits_rule(Limits(depth=3)) is limits_rule(Limits(depth=3))
    assert limits_rule(Limits(depth=3)) is not limits_rule(Limits(depth=4))
