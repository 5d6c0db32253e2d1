"""Which runs share a statement: those of the same shape, by actors who see the same; and none else."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from compiled import compiled_operation
from kopukm_core.db.later import SizedLater
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_graphql.compiling.arguments import FieldArguments, shape, standing_in
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.statements import viewer, viewer_key
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.connections import encode_cursor
from reading import ACTORS, GUNUNG, JONGGOL, person

pytestmark = pytest.mark.anyio

PLAIN = FieldArguments(0, {}, (), frozenset())
"""Arguments of which none is a region code."""

DOCUMENT = """query($first: Int, $after: String, $last: Int, $where: LibraryFilter, $search: String,
    $order: LibraryOrder, $yes: Boolean = true) {
  library { libraries(first: $first, after: $after, last: $last, where: $where, search: $search, order: $order) {
    nodes { name budget @include(if: $yes) } totalCount } } }"""

DECIDES = {"kind", "identity", "grants", "party_ids", "account_id", "acting_for"}
"""What of an actor visibility may read: part of what statements are kept by."""
DECIDES_NOT = {"scopes", "token_id", "must_change_password"}
"""What nothing that is seen depends on: scopes are in the grants, a temporary password leaves no grants."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"where": {"kind": {"equals": "PUBLIC"}}}, {"where": {"kind": {"equals": "SCHOOL"}}}),
        ({"where": {"budget": {"isNull": True}}}, {"where": {"budget": {"isNull": True}}}),
        ({"where": {"kind": {"in": ["PUBLIC"]}}}, {"where": {"kind": {"in": ["SCHOOL", "MOBILE"]}}}),
        ({"where": {"regionCode": {"within": GUNUNG}}}, {"where": {"regionCode": {"within": JONGGOL}}}),
        ({"search": "dua kata"}, {"search": "kata lain"}),
        ({"first": 3}, {"first": 3}),
        ({"where": {}}, {"where": {}}),
    ],
)
async def test_other_values_of_the_same_shape_share_a_statement(
    library: ComposedSchema, one: dict[str, Any], other: dict[str, Any]
) -> None:
    compiled = compiled_operation(library, DOCUMENT)
    officer = ACTORS["district officer"]
    first, second = compiled.written(officer, one), compiled.written(officer, other)
    assert first[1] is second[1]
    assert first[3] == second[3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"first": 3}, {"first": 4}),
        ({"first": 3}, {"last": 3}),
        ({"order": "NAME_ASC"}, {"order": "NAME_DESC"}),
        ({"search": "satu"}, {"search": "dua kata"}),
        ({"search": "satu"}, {"search": "  "}),
        ({"where": {"budget": {"isNull": True}}}, {"where": {"budget": {"isNull": False}}}),
        ({"where": {"budget": {"isNull": True}}}, {"where": {"budget": {"isNull": None}}}),
        ({"where": {"kind": {"equals": "PUBLIC"}}}, {"where": {"kind": {"in": ["PUBLIC"]}}}),
        ({"where": {"kind": {"equals": "PUBLIC"}}}, {"where": {"openedOn": {"equals": "2026-01-01"}}}),
        ({"where": {"visits": {"exists": True}}}, {"where": {"visits": {"exists": False}}}),
        ({"where": {"regionCode": {"within": "32"}}}, {"where": {"regionCode": {"within": GUNUNG}}}),
        ({"yes": True}, {"yes": False}),
        ({}, {"where": None}),
    ],
)
async def test_another_shape_has_a_statement_of_its_own(
    library: ComposedSchema, one: dict[str, Any], other: dict[str, Any]
) -> None:
    compiled = compiled_operation(library, DOCUMENT)
    officer = ACTORS["district officer"]
    assert compiled.written(officer, one)[3] != compiled.written(officer, other)[3]


async def test_which_values_of_a_cursor_are_null_is_part_of_the_shape() -> None:
    shapes = {
        shape(PLAIN, {"after": encode_cursor("abc", values)}) for values in ((None, 1), ("a", 1), ("b", 2))
    }
    assert len(shapes) == 2
    for broken in ("", "%", "bm9uZQ==", encode_cursor("abc", ())[:3]):
        with pytest.raises(RunOtherwiseError):
            shape(PLAIN, {"after": broken})


async def test_only_a_region_code_is_told_apart_by_its_length() -> None:
    region = FieldArguments(0, {}, (), frozenset({"code"}))
    assert shape(region, {"code": "32.01"}) == shape(region, {"code": "32.02"})
    assert shape(region, {"code": "32.01"}) != shape(region, {"code": "32.01.07"})
    assert isinstance(standing_in(region, {"code": "32.01"})["code"], SizedLater)
    assert shape(PLAIN, {"code": 5}) == shape(PLAIN, {"code": 500}) == shape(PLAIN, {"code": "32.01"})
    assert not isinstance(standing_in(PLAIN, {"code": 5})["code"], SizedLater)


async def test_every_attribute_of_an_actor_is_decided_on() -> None:
    """Who adds an attribute to Actor says here, and in `viewer_key`, whether visibility may read it."""
    assert {each.name for each in fields(Actor)} == DECIDES | DECIDES_NOT
    given: dict[str, Any] = {
        "kind": ActorKind.SERVICE,
        "identity": "9",
        "grants": (Grant("library.read", GUNUNG),),
        "party_ids": frozenset({2}),
        "account_id": 9,
        "acting_for": "contact:3",
        "scopes": frozenset({"library.read"}),
        "token_id": 4,
        "must_change_password": True,
    }
    plain = Actor(ActorKind.PERSON)
    for name, value in given.items():
        changed = replace(plain, **{name: value})
        assert (viewer_key(changed) != viewer_key(plain)) is (name in DECIDES), name
        assert (getattr(viewer(changed), name) == value) is (name in DECIDES), name
    everything = replace(plain, **given)
    assert viewer_key(viewer(everything)) == viewer_key(everything)


async def test_actors_share_a_statement_only_where_their_key_is_the_same(library: ComposedSchema) -> None:
    compiled = compiled_operation(library, DOCUMENT)
    actors = [
        *ACTORS.values(),
        person(("library.read", GUNUNG)),
        person(("library.read", JONGGOL)),
        person(parties=(2,)),
        operator("budi"),
    ]
    statements = {id(compiled.written(actor, {})[1]) for actor in actors}
    assert len(statements) == len({viewer_key(actor) for actor in actors}) == len(actors)
    again = replace(ACTORS["officer of another"], token_id=12)
    assert compiled.written(again, {})[1] is compiled.written(ACTORS["officer of another"], {})[1]


async def test_what_one_actor_sees_is_bound_into_their_own_statement(library: ComposedSchema) -> None:
    compiled = compiled_operation(library, DOCUMENT)
    texts = {}
    for name in ("officer of one kecamatan", "officer of another", "anonymous"):
        _, written, given, _ = compiled.written(ACTORS[name], {})
        values = written.parameters.bound(given)
        texts[name] = (written.sql, values)
        assert (GUNUNG in values) is (name == "officer of one kecamatan")
        assert (JONGGOL in values) is (name == "officer of another")
    assert ANONYMOUS is ACTORS["anonymous"]
    assert texts["anonymous"][0] != texts["officer of another"][0]
