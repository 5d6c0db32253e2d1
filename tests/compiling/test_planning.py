"""Plans: what each declared kind becomes, and what is not planned, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from compiled import plan_of
from kopukm_graphql.compiling import plan as kinds
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compose import ComposedSchema

pytestmark = pytest.mark.anyio

EVERYTHING = """{ library { __typename libraries(first: 2) {
  __typename totalCount
  nodes { __typename id name hasPhone title region { code } visits(first: 1) { visitor }
          visitLog { totalCount } visitCount feeTotal }
  edges { __typename cursor node { name } }
  pageInfo { hasNextPage t: __typename } }
  publicLibraries { name } libraryBy(nameKey: "x") { name }
  libraryCounts(by: [KIND, REGION]) { __typename definition total rows { __typename kind region { code } count } } }
  node(id: "TGlicmFyeTox") { id ... on Library { name } } }"""


def below(fields: Any, *path: str) -> Any:
    """The plan at a path of response keys."""
    found: Any = fields
    for key in path:
        inner = found if isinstance(found, tuple) else getattr(found, "fields", None) or found.parts
        found = dict(inner)[key]
    return found


async def test_every_declared_kind_has_its_plan(library: ComposedSchema) -> None:
    fields = plan_of(library, EVERYTHING).fields
    expected = {
        "library": kinds.Namespace,
        "library.__typename": kinds.TypeName,
        "library.libraries": kinds.Connection,
        "library.libraries.__typename": kinds.TypeName,
        "library.libraries.totalCount": kinds.Total,
        "library.libraries.nodes": kinds.Nodes,
        "library.libraries.nodes.id": kinds.GlobalId,
        "library.libraries.nodes.name": kinds.Value,
        "library.libraries.nodes.hasPhone": kinds.Value,
        "library.libraries.nodes.title": kinds.Call,
        "library.libraries.nodes.region": kinds.One,
        "library.libraries.nodes.visits": kinds.Many,
        "library.libraries.nodes.visitLog": kinds.Connection,
        "library.libraries.nodes.visitCount": kinds.Figure,
        "library.libraries.nodes.feeTotal": kinds.Figure,
        "library.libraries.edges": kinds.Edges,
        "library.libraries.edges.cursor": kinds.Cursor,
        "library.libraries.edges.node": kinds.Nodes,
        "library.libraries.pageInfo": kinds.PageInfo,
        "library.publicLibraries": kinds.Listing,
        "library.libraryBy": kinds.Found,
        "library.libraryCounts": kinds.Counted,
        "library.libraryCounts.rows": kinds.CountedRows,
        "library.libraryCounts.rows.kind": kinds.CountedValue,
        "library.libraryCounts.rows.region": kinds.CountedRegion,
        "library.libraryCounts.rows.count": kinds.CountedNumber,
        "node": kinds.AnyNode,
    }
    found = {path: type(below(fields, *path.split("."))) for path in expected}
    assert found == expected


async def test_a_plan_tells_names_types_and_arguments(library: ComposedSchema) -> None:
    plan = plan_of(library, EVERYTHING)
    assert [each.number for each in plan.arguments] == list(range(len(plan.arguments)))
    assert below(plan.fields, "library", "libraries").arguments.constant["first"] == 2
    assert below(plan.fields, "library", "libraries", "pageInfo").fields == (
        ("hasNextPage", "hasNextPage"),
        ("t", kinds.TypeName("PageInfo")),
    )
    assert below(plan.fields, "library", "libraryCounts", "total") == "total"
    by_type = below(plan.fields, "node").by_type
    assert [key for key, _ in by_type["Library"][1]] == ["id", "name"]
    assert [key for key, _ in by_type["Book"][1]] == ["id"]


async def test_arguments_wait_for_variables_wherever_they_stand(library: ComposedSchema) -> None:
    plan = plan_of(
        library,
        """query($n: Int, $e: LibraryKind!) { library {
          a: libraries(first: $n) { totalCount } b: libraries(where: {kind: {equals: $e}}) { totalCount }
          c: libraries(where: {kind: {equals: SCHOOL}}) { totalCount } } }""",
        e="MOBILE",
    )
    assert [[name for name, _ in each.waiting] for each in plan.arguments] == [["first"], ["where"], []]


async def test_a_required_relation_is_told_from_one_that_may_be_null(
    library: ComposedSchema, gauge: ComposedSchema
) -> None:
    document = "{ gauge { all { keeper { name } } } }"
    assert below(plan_of(gauge, document).fields, "gauge", "all", "keeper").required
    assert not below(
        plan_of(library, "{ library { publicLibraries { region { name } } } }").fields,
        *("library", "publicLibraries", "region"),
    ).required


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("{ gauge { greeting } }", "greeting: resolver tulisan tangan"),
        ("{ gauge { broken } }", "broken: resolver tulisan tangan"),
        ("{ gauge { all { byHand } } }", "Gauge.byHand: resolver tulisan tangan"),
        ("{ gauge { all { keeper { kept { byHand } } } } }", "Gauge.byHand: resolver tulisan tangan"),
        ("{ __schema { description } }", "Query.__schema: introspeksi"),
        ("{ __typename }", "tidak membaca catatan"),
        ("{ gauge { __typename } }", "tidak membaca catatan"),
    ],
)
async def test_what_is_not_planned_says_why(gauge: ComposedSchema, document: str, reason: str) -> None:
    with pytest.raises(RunOtherwiseError, match=reason.replace(".", r"\.")):
        plan_of(gauge, document)


async def test_directives_by_variables_have_a_plan_for_each_choice(library: ComposedSchema) -> None:
    document = """query($a: Boolean!) { library { publicLibraries {
      name @include(if: $a) kind @skip(if: $a) } } }"""
    fields = {
        choice: [key for key, _ in below(plan.fields, "library", "publicLibraries").fields]
        for choice, plan in ((each, plan_of(library, document, a=each)) for each in (True, False))
    }
    assert fields == {True: ["name"], False: ["kind"]}
