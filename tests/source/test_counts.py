"""Counts by category and region level: visible rows, and the definition beside them."""

from __future__ import annotations

from collections import Counter

import pytest

from kopukm_graphql.compose import ComposedSchema
from library_models import Library
from reading import ACTORS, answer

pytestmark = pytest.mark.anyio


async def test_counts_by_kind_and_kecamatan(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        "{ library { libraryCounts(by: [KIND, REGION]) { definition total "
        "rows { kind isPublished regionCode region { name } count } } } }",
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
    assert all(row["isPublished"] is None for row in counted["rows"])
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
