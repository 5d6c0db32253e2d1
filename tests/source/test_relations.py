"""Relations of source-backed types answer from batches."""

from __future__ import annotations

import pytest

from kopukm_graphql.compose import ComposedSchema
from reading import ACTORS, GUNUNG, answer

pytestmark = pytest.mark.anyio
OPERATOR = ACTORS["operator"]


async def test_a_list_with_relations_both_ways(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        """{ library { libraries(first: 3, order: NAME_DESC) {
             nodes { id name title kind budget openedOn recordedAt share details hasPhone
               region { code name } visits(first: 2) { visitedOn library { name } } visitCount feeTotal
               visitLog(first: 1) { totalCount nodes { fee } }
               books(first: 1) { totalCount edges { node { title } } }
               bookCount dearest } totalCount pageInfo { hasNextPage } } } }""",
        OPERATOR,
    )
    found = data["library"]["libraries"]
    assert found["totalCount"] == 24
    assert [node["name"] for node in found["nodes"]] == ["Z%_", "Z%_", "Z%_"]
    assert found["pageInfo"] == {"hasNextPage": True}
    assert found["nodes"][0]["visits"][0]["library"] == {"name": "Z%_"}


async def test_a_region_counts_its_whole_subtree_and_not_its_neighbour(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        "{ library { regions { code libraryCount "
        "libraries(first: 100) { totalCount nodes { regionCode } } } } }",
        OPERATOR,
    )
    region = next(each for each in data["library"]["regions"] if each["code"] == GUNUNG)
    codes = {node["regionCode"] for node in region["libraries"]["nodes"]}
    assert codes == {GUNUNG, f"{GUNUNG}.2001", f"{GUNUNG}.2002"}
    assert (
        region["libraryCount"] == region["libraries"]["totalCount"] == len(region["libraries"]["nodes"]) == 9
    )
