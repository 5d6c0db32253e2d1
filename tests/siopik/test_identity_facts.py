"""Coordinates, business numbers and the Merah Putih village of a cooperative. On both engines."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.platform import Platform
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_core.values import ReadingContext
from kopukm_siopik.figures.loading import load_rules
from kopukm_siopik.figures.points import cooperative_points
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.models import Cooperative, CooperativeVersion
from kopukm_siopik.rules.coordinates import Position, kilometres_from, lies_inside
from kopukm_siopik.value_types import DegreesType, TaxNumberType
from siopik.registry import CIRIMEKAR, GIVEN, OFFICER, PAKANSARI, PUSPANEGARA, TODAY, codes, give, registered

pytestmark = pytest.mark.anyio

SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [[106.8, -6.5], [106.9, -6.5], [106.9, -6.4], [106.8, -6.4], [106.8, -6.5]],
        [[106.84, -6.46], [106.86, -6.46], [106.86, -6.44], [106.84, -6.44], [106.84, -6.46]],
    ],
}
CONTEXT = ReadingContext(today=TODAY)


async def outline(code: str, geometry: dict[str, Any]) -> None:
    await RegionBoundary.create(
        region_id=code,
        geometry=json.dumps(geometry),
        simplified=False,
        source="uji",
        licence="",
        loaded_at=clock.now(),
    )


async def refused(platform: Platform, **told: Any) -> list[tuple[str, str]]:
    return codes(await give(platform, "register_cooperative", {**GIVEN, **told}))


def test_points_in_outlines_with_holes() -> None:
    assert lies_inside(Position(-6.48, 106.85), SQUARE)
    assert not lies_inside(Position(-6.45, 106.85), SQUARE)
    assert not lies_inside(Position(-6.48, 106.95), SQUARE)
    twice = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}
    assert lies_inside(Position(-6.48, 106.85), twice)
    assert kilometres_from(Position(-6.45, 106.91), SQUARE) == pytest.approx(1.105, abs=0.01)
    assert Position(-6.0, 106.0).distance(Position(-7.0, 106.0)) == pytest.approx(111.2)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("-6,481512", Decimal("-6.481512")),
        ("106.825", Decimal("106.825000")),
        (106.8254321987, Decimal("106.825432")),
        ("6.481.512", None),
        ("enam", None),
    ],
)
def test_degrees_are_read_with_dot_or_comma(written: Any, read: Decimal | None) -> None:
    assert DegreesType().read(written, CONTEXT).value == read


def test_tax_numbers_of_fifteen_digits_get_a_zero() -> None:
    kind = TaxNumberType()
    assert kind.read("01.234.567.8-901.000", CONTEXT).value == "0012345678901000"
    assert kind.from_json("012345678901000") == "0012345678901000"
    assert kind.read("1234", CONTEXT).value is None


async def test_coordinates_are_facts_with_history(platform: Platform) -> None:
    cooperative = await registered(platform, latitude="-6.48", longitude="106.85", effective_on="2020-01-01")
    assert (cooperative.latitude, cooperative.longitude) == (-6.48, 106.85)
    moved = {"cooperative_id": cooperative.id, "latitude": "-6.47", "longitude": "106.86"}
    assert (await give(platform, "correct_cooperative", moved)).accepted
    emptied = {"cooperative_id": cooperative.id, "clear": ["coordinates"]}
    assert (await give(platform, "correct_cooperative", emptied)).accepted
    assert await CooperativeVersion.all().order_by("id").values_list("latitude", "longitude") == [
        (-6.48, 106.85),
        (-6.47, 106.86),
        (None, None),
    ]
    half = {"cooperative_id": cooperative.id, "latitude": "-6.47"}
    assert codes(await give(platform, "correct_cooperative", half)) == [
        ("longitude", "COORDINATES_INCOMPLETE")
    ]


async def test_a_place_outside_the_border_is_refused_and_one_beside_the_desa_remarked(
    platform: Platform,
) -> None:
    await outline("32.01", SQUARE)
    inner = [[[106.8, -6.5], [106.82, -6.5], [106.82, -6.48], [106.8, -6.48], [106.8, -6.5]]]
    await outline(PAKANSARI, {"type": "Polygon", "coordinates": inner})
    far = await refused(platform, latitude="-6.48", longitude="106.95")
    swapped = await refused(platform, latitude="6.8", longitude="106.48")
    assert far == swapped == [("latitude", "OUTSIDE_DISTRICT")]
    there = {**GIVEN, "latitude": "-6.49", "longitude": "106.81"}
    outcome = await give(platform, "register_cooperative", there)
    assert outcome.accepted
    assert outcome.remarks == ()
    beside = {**GIVEN, "nik": "3201010010002", "legal_entity_number": "2/BH/2004", "name": "KSU Lain Sekali"}
    outcome = await give(
        platform, "register_cooperative", {**beside, "latitude": "-6.49", "longitude": "106.89"}
    )
    assert outcome.accepted
    assert [one.code for one in outcome.remarks] == ["IN_ANOTHER_VILLAGE"]
    # Two hundred metres outside the border: borders are indicative.
    outside = {**GIVEN, "nik": "3201010010003", "legal_entity_number": "3/BH/2004", "name": "KSU Tepi"}
    near = {**outside, "region_code": CIRIMEKAR, "latitude": "-6.49", "longitude": "106.902"}
    assert (await give(platform, "register_cooperative", near)).accepted


async def test_without_borders_the_middles_of_places_decide(platform: Platform) -> None:
    await Region.filter(code=PAKANSARI).update(latitude=-6.48, longitude=106.83)
    await Region.filter(code=CIRIMEKAR).update(latitude=-6.48, longitude=106.90)
    assert await refused(platform, latitude="-6.48", longitude="107.5") == [("latitude", "OUTSIDE_DISTRICT")]
    outcome = await give(
        platform, "register_cooperative", {**GIVEN, "latitude": "-6.48", "longitude": "106.89"}
    )
    assert outcome.accepted
    assert [one.code for one in outcome.remarks] == ["IN_ANOTHER_VILLAGE"]


async def test_the_map_has_the_points_of_the_day(platform: Platform) -> None:
    await load_rules()
    one = await registered(platform, latitude="-6.48", longitude="106.85", effective_on="2020-01-01")
    await registered(platform, name="KSU Tanpa Titik", nik="3201010010002", legal_entity_number="2/BH/2004")
    await give(
        platform,
        "correct_cooperative",
        {"cooperative_id": one.id, "latitude": "-6.40", "longitude": "106.80", "effective_on": "2026-06-01"},
    )
    now = Question(TODAY, clock.now(), await rule_book(TODAY))
    drawn = await cooperative_points(now)
    assert [(point.cooperative_id, point.latitude) for point in drawn.points] == [(one.id, -6.40)]
    assert (drawn.unplaced, drawn.left_out) == (1, 0)
    before = await cooperative_points(Question(date(2026, 1, 1), clock.now(), await rule_book(TODAY)))
    assert [point.latitude for point in before.points] == [-6.48]
    feature = drawn.collection({one.id: "x"})["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [106.80, -6.40]}


async def test_one_village_has_one_cooperative_of_its_kind(platform: Platform) -> None:
    asked = {"served_village_code": PAKANSARI}
    assert await refused(platform, **asked) == [("served_village_code", "NOT_A_VILLAGE_COOPERATIVE")]
    assert await refused(platform, **asked, programme_category="kdmp") == [
        ("served_village_code", "VILLAGE_KIND_MISMATCH")
    ]
    wide = {"served_village_code": "32.01.01", "programme_category": "kkmp"}
    assert await refused(platform, **wide) == [("served_village_code", "REGION_TOO_WIDE")]
    one = await registered(platform, **asked, programme_category="kkmp")
    other = await registered(
        platform,
        name="KKMP Lain",
        nik="3201010010002",
        legal_entity_number="2/BH/2004",
        programme_category="kkmp",
    )
    taking = {"cooperative_id": other.id, "served_village_code": PAKANSARI}
    assert codes(await give(platform, "correct_cooperative", taking)) == [
        ("served_village_code", "VILLAGE_ALREADY_SERVED")
    ]
    # Whoever loses the category may not keep the village.
    regular = {"cooperative_id": one.id, "programme_category": "regular"}
    assert codes(await give(platform, "correct_cooperative", regular)) == [
        ("served_village_code", "NOT_A_VILLAGE_COOPERATIVE")
    ]
    assert (
        await give(platform, "correct_cooperative", {**regular, "clear": ["served_village_code"]})
    ).accepted
    assert (await give(platform, "correct_cooperative", taking)).accepted
    assert (
        await give(
            platform, "dissolve_cooperative", {"cooperative_id": other.id, "dissolved_on": "2026-10-01"}
        )
    ).accepted
    third = await registered(
        platform,
        name="KKMP Ketiga",
        nik="3201010010003",
        legal_entity_number="3/BH/2004",
        programme_category="kkmp",
        **asked,
    )
    assert (await Cooperative.get(id=third.id)).served_village_code == PAKANSARI


async def test_tax_numbers_stay_out_of_the_audit(platform: Platform) -> None:
    one = await registered(
        platform, nib="9120001234567", savings_licence_number="SK/1", region_code=PUSPANEGARA
    )
    told = {
        "cooperative_id": one.id,
        "npwp": "012345678901000",
        "supervised_by": "province",
        "loan_scope": "closed_loop",
    }
    assert (await give(platform, "correct_cooperative", told, OFFICER)).accepted
    now = await Cooperative.get()
    assert (now.nib, now.npwp, now.loan_scope) == ("9120001234567", "0012345678901000", "closed_loop")
    changes = json.loads((await AuditEntry.get(action="update")).changes or "")
    assert changes["supervised_by"][1] == "province"
    assert "0012345678901000" not in json.dumps(changes)
