"""Regions and parties in the GraphQL contract. On both engines."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from composed_once import schema_once
from kopukm_core.db import Apps, Database, transaction
from kopukm_core.files.purposes import CORE_FILE_PURPOSES
from kopukm_core.files.readable import file_visibility
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.readable import READ_PARTIES
from kopukm_core.parties.register import create_party, merge_parties
from kopukm_core.plugin import MODELS, kopukm_visibility
from kopukm_core.regions.boundaries import load_boundaries
from kopukm_core.regions.dataset import RegionRecord, plain_list
from kopukm_core.regions.loading import load_regions
from kopukm_core.visibility import VisibilityRegistry
from kopukm_graphql.compose import ComposedSchema, Owned, compose, missing_descriptions
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types import CORE_CONTRIBUTION
from kopukm_graphql.source.roots import counts
from reading import answer, ask

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return {"core": MODELS}


@pytest.fixture
async def schema(database: Database) -> ComposedSchema:
    await load_regions("32.01")
    return schema_once(_composed)


def _composed() -> ComposedSchema:
    visibility = VisibilityRegistry([*kopukm_visibility(), file_visibility(CORE_FILE_PURPOSES)])
    counted = counts(
        "regionCounts",
        of="Region",
        by=("kind",),
        region="code",
        definition="Wilayah.",
        description="Hitungan.",
    )
    return compose(
        [Owned("core", CORE_CONTRIBUTION), Owned("uji", Contribution(query=(counted,)))], visibility
    )


async def outline(folder: Path, *codes: str, simplified: bool = False) -> dict[str, Any]:
    ring = [[106, -7], [107, -7], [107, -6], [106, -6], [106, -7]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    listed = [{"type": "Feature", "properties": {"code": each}, "geometry": geometry} for each in codes]
    path = folder / "batas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    await load_boundaries(path, source="Contoh", licence="MIT", simplified=simplified)
    return geometry


async def test_everything_is_described(schema: ComposedSchema) -> None:
    assert missing_descriptions(schema._schema) == []


async def test_a_region_with_those_above_and_below(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        """{ region(code: "32.01.07") { name level kind postalCode latitude vanishedAt
             parent { code } ancestors { code name }
             children(first: 2, order: NAME_DESC) { totalCount nodes { code name postalCode kind } } } }""",
    )
    assert data["region"] == {
        "name": "Cileungsi",
        "level": "DISTRICT",
        "kind": "DISTRICT",
        "postalCode": None,
        "latitude": None,
        "vanishedAt": None,
        "parent": {"code": "32.01"},
        "ancestors": [{"code": "32", "name": "Jawa Barat"}, {"code": "32.01", "name": "Kabupaten Bogor"}],
        "children": {
            "totalCount": 12,
            "nodes": [
                {"code": "32.01.07.2009", "name": "Situsari", "postalCode": "16820", "kind": "VILLAGE"},
                {"code": "32.01.07.2001", "name": "Pasirangin", "postalCode": "16820", "kind": "VILLAGE"},
            ],
        },
    }


async def test_a_province_has_nothing_above_it(schema: ComposedSchema) -> None:
    data = await answer(schema, '{ region(code: "32") { parent { code } ancestors { code } } }')
    assert data["region"] == {"parent": None, "ancestors": []}


async def test_a_code_that_is_not_loaded_is_null_and_a_malformed_one_an_error(schema: ComposedSchema) -> None:
    assert await answer(schema, '{ region(code: "99") { code } }') == {"region": None}
    _, errors = await ask(schema, '{ region(code: "Bogor") { code } }')
    assert len(errors) == 1


async def test_a_region_is_a_node(schema: ComposedSchema) -> None:
    found = await answer(schema, '{ region(code: "32.01.07") { id } }')
    data = await answer(
        schema, "query($id: ID!) { node(id: $id) { id ... on Region { name } } }", id=found["region"]["id"]
    )
    assert data["node"] == {"id": found["region"]["id"], "name": "Cileungsi"}


async def test_an_outline_comes_as_geojson_with_its_source(schema: ComposedSchema, tmp_path: Path) -> None:
    geometry = await outline(tmp_path, "32.01")
    await outline(tmp_path, "32.01.07", simplified=True)
    selected = "{ geometry simplified source licence region { code } }"
    data = await answer(
        schema,
        f"""{{ whole: region(code: "32.01") {{ boundary {selected}
                simple: boundary(simplified: true) {selected} }}
              part: region(code: "32.01.07") {{ boundary {selected}
                simple: boundary(simplified: true) {selected} }} }}""",
    )
    stored = {"geometry": geometry, "source": "Contoh", "licence": "MIT"}
    assert data["whole"] == {
        "boundary": {**stored, "simplified": False, "region": {"code": "32.01"}},
        "simple": None,
    }
    assert data["part"] == {
        "boundary": None,
        "simple": {**stored, "simplified": True, "region": {"code": "32.01.07"}},
    }


async def test_words_find_regions_with_their_rows(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        """{ searchRegions(text: "Desa Tajur Kec. Citeureup") {
             code path match region { name parent { name } } } }""",
    )
    assert data["searchRegions"] == [
        {
            "code": "32.01.03.2004",
            "path": "Tajur, Citeureup, Kabupaten Bogor",
            "match": "WHOLE",
            "region": {"name": "Tajur", "parent": {"name": "Citeureup"}},
        }
    ]


async def test_a_search_can_be_narrowed(schema: ComposedSchema) -> None:
    document = """query($within: RegionCode, $level: RegionLevel, $first: Int!) {
      searchRegions(text: "bogor", within: $within, level: $level, first: $first) { code } }"""
    found = await answer(schema, document, within="32.01", level="REGENCY", first=5)
    assert found["searchRegions"] == [{"code": "32.01"}]
    found = await answer(schema, document, within=None, level=None, first=2)
    assert found["searchRegions"] == [{"code": "32.01"}, {"code": "32.71"}]
    assert (await answer(schema, document, first=0))["searchRegions"] == []


@pytest.mark.parametrize(
    "arguments", ['text: "a", first: 101', 'text: "a", first: -1', f'text: "{"x" * 201}"']
)
async def test_a_search_beyond_its_limits_is_bad_input(schema: ComposedSchema, arguments: str) -> None:
    _, errors = await ask(schema, f"{{ searchRegions({arguments}) {{ code }} }}")
    assert [code for code, _ in errors] == ["BAD_USER_INPUT"]


async def test_regions_are_listed_filtered_and_counted(schema: ComposedSchema) -> None:
    data = await answer(
        schema,
        """{ inside: regions(where: {code: {within: "32.01"}}) { totalCount }
             districts: regions(where: {code: {within: "32.01"}, level: {equals: DISTRICT}}) { totalCount }
             named: regions(search: "gunung putri", order: CODE_ASC) { nodes { code } }
             regionCounts(by: [KIND, REGION], regionLevel: REGENCY, where: {code: {within: "32.01"}}) {
               total rows { kind regionCode region { name } count } } }""",
    )
    assert (data["inside"]["totalCount"], data["districts"]["totalCount"]) == (476, 40)
    assert [node["code"] for node in data["named"]["nodes"]] == ["32.01.02", "32.01.02.2004"]
    counted = data["regionCounts"]
    assert {row["kind"]: row["count"] for row in counted["rows"]} == {
        "REGENCY": 1,
        "DISTRICT": 40,
        "VILLAGE": 416,
        "URBAN_VILLAGE": 19,
    }
    assert {row["region"]["name"] for row in counted["rows"]} == {"Kabupaten Bogor"}


async def test_a_vanished_region_is_found_by_its_code_only(schema: ComposedSchema) -> None:
    kept = [RegionRecord("32", "Jawa Barat"), RegionRecord("32.01", "Kabupaten Bogor")]
    await load_regions("32.01", regions=plain_list("uji", "2", kept))
    data = await answer(
        schema,
        """{ region(code: "32.01.07") { name vanishedAt }
             regions(where: {code: {within: "32.01"}}) { totalCount }
             parent: region(code: "32.01") { children { totalCount } }
             searchRegions(text: "Cileungsi") { code } }""",
    )
    assert data["region"]["name"] == "Cileungsi" and data["region"]["vanishedAt"] is not None
    assert data["regions"]["totalCount"] == 1
    assert data["parent"]["children"]["totalCount"] == 0
    assert data["searchRegions"] == []


async def test_the_number_of_statements_does_not_depend_on_the_number_of_regions(
    schema: ComposedSchema, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await outline(tmp_path, "32.01.01", "32.01.02", "32.01.03")
    document = """query($first: Int!) { region(code: "32.01") { children(first: $first) { nodes {
      code parent { name } ancestors { name } boundary { source region { name } }
      children(first: 2) { totalCount nodes { ancestors { name } } } } } } }"""
    counted: dict[int, int] = {}
    for first in (1, 40):
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
            data = await answer(schema, document, first=first)
        assert len(data["region"]["children"]["nodes"]) == first
        counted[first] = sum("SELECT" in record.getMessage() for record in caplog.records)
    assert counted[1] == counted[40] > 0


def officer(code: str) -> Actor:
    return Actor(ActorKind.PERSON, identity="7", grants=(Grant(READ_PARTIES, code),))


async def test_parties_are_seen_by_their_members_and_the_officers_of_their_region(
    schema: ComposedSchema,
) -> None:
    entered: dict[str, int] = {}
    async with transaction() as connection:
        for name, code in (("Melati", "32.01.07.2001"), ("Mawar", "32.01.01"), ("Kamboja", None)):
            party = await create_party(
                connection, kind=PartyKind.ORGANISATION, name=name, region_code=code, plugin="siopik"
            )
            entered[name] = party.id
        duplicate = await create_party(
            connection, kind=PartyKind.ORGANISATION, name="Melati II", region_code="32.01.07"
        )
        await merge_parties(connection, duplicate.id, entered["Melati"])
    member = Actor(ActorKind.PERSON, identity="8", party_ids=frozenset({entered["Kamboja"]}))
    for actor, names in (
        (ANONYMOUS, []),
        (officer("32.01.07"), ["Melati"]),
        (officer("32.01"), ["Mawar", "Melati"]),
        (officer("32.71"), []),
        (officer(""), ["Kamboja", "Mawar", "Melati"]),
        (member, ["Kamboja"]),
        (operator("siti"), ["Kamboja", "Mawar", "Melati"]),
    ):
        data = await answer(schema, "{ parties { totalCount nodes { name } } }", actor)
        assert [node["name"] for node in data["parties"]["nodes"]] == names, actor
        assert data["parties"]["totalCount"] == len(names)
