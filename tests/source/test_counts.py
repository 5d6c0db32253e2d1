"""Counts by category and region level: visible rows, and the definition beside them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kopukm_core.settings import Settings
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.server.masking import shown_error
from library_models import Library
from reading import ACTORS, answer

pytestmark = pytest.mark.anyio


async def test_counts_by_kind_and_kecamatan(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        "{ library { libraryCounts(by: [KIND, REGION]) { definition total "
        "rows { kind regionCode region { name } count } } } }",
        ACTORS["operator"],
    )
    counted = data["library"]["libraryCounts"]
    expected = Counter(
        (each.kind.name if each.kind else None, each.region_code[:8] if each.region_code else None)
        for each in await Library.all()
    )
    assert {(row["kind"], row["regionCode"]): row["count"] for row in counted["rows"]} == expected
    assert counted["total"] == 24
    assert counted["definition"] == "Perpustakaan yang tercatat."
    names = {row["regionCode"]: (row["region"] or {}).get("name") for row in counted["rows"]}
    assert names["32.01.07"] == "Gunung Putri"
    assert names[None] is None


async def test_the_public_counts_what_the_public_sees(schema: ComposedSchema) -> None:
    asked = "libraryCounts(by: [IS_PUBLISHED], regionLevel: VILLAGE)"
    document = f"{{ library {{ {asked} {{ total rows {{ isPublished count }} }} }} }}"
    counted = (await answer(schema, document, ACTORS["anonymous"]))["library"]["libraryCounts"]
    assert counted == {"total": 8, "rows": [{"isPublished": True, "count": 8}]}


async def test_one_figure_without_groups_and_none_of_nothing(schema: ComposedSchema) -> None:
    document = "{ library { libraryCounts(where: {kind: {equals: MOBILE}}) { total rows { count } } } }"
    found = (await answer(schema, document, ACTORS["operator"]))["library"]["libraryCounts"]
    assert found == {"total": 6, "rows": [{"count": 6}]}
    await Library.all().delete()
    found = (await answer(schema, document, ACTORS["operator"]))["library"]["libraryCounts"]
    assert found == {"total": 0, "rows": [{"count": 0}]}


@pytest.mark.parametrize(
    ("by", "selected", "missing"),
    [
        ("[KIND]", "kind isPublished", "IS_PUBLISHED"),
        ("[KIND]", "published: isPublished", "IS_PUBLISHED"),
        ("[]", "kind", "KIND"),
        ("[KIND]", "... on LibraryCountsRow { regionCode }", "REGION"),
        ("[IS_PUBLISHED]", "region { name }", "REGION"),
    ],
)
async def test_a_dimension_that_was_not_counted_by_is_refused_with_what_to_add(
    schema: ComposedSchema, by: str, selected: str, missing: str
) -> None:
    document = f"{{ library {{ libraryCounts(by: {by}) {{ total rows {{ {selected} count }} }} }} }}"
    context = RequestContext(actor=ACTORS["operator"], settings=Settings(home=Path()))
    result = await schema.execute(document, context_value=context)
    assert result.data == {"library": {"libraryCounts": None}}
    (error,) = [shown_error(each, "uji") for each in result.errors or ()]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["library", "libraryCounts"])
    assert f"Tambahkan {missing} pada by" in error["message"]


async def test_what_is_skipped_needs_no_dimension(schema: ComposedSchema) -> None:
    document = "{ library { libraryCounts { rows { kind @skip(if: true) count } } } }"
    assert (await answer(schema, document, ACTORS["operator"]))["library"]["libraryCounts"]["rows"]
