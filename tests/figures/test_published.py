"""Figures in the contract and in reports, given out and reproduced after later corrections."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from figures.asking import Asking, document
from kopukm_core import clock
from kopukm_core.audiences import audience_members
from kopukm_core.db import transaction
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.papers.report import ReportRequest, Table, Withheld
from kopukm_core.platform import Platform
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_siopik.figures.mapping import Place, tile_grid
from kopukm_siopik.figures.models import FiguresPublication
from kopukm_siopik.figures.refreshing import store_standings
from kopukm_siopik.figures.reports import REPORTS
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.health.choices import AssessmentState, HealthPredicate
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.models import Cooperative
from siopik.registry import CIBINONG, CIRIMEKAR, CITEUREUP, PAKANSARI, PUSPANEGARA, give

pytestmark = pytest.mark.anyio

GRANTS = (
    "siopik.write",
    "siopik.publish_figures",
    "siopik.set_rules",
    "siopik.read_reports",
    "siopik.override_status",
    "siopik.read_health",
)
HEAD = Actor(ActorKind.PERSON, "1", tuple(Grant(one) for one in GRANTS), account_id=1)
YEAR_END = "2025-12-31"


@pytest.fixture(scope="module")
async def keys(platform: Platform) -> dict[str, int]:
    """Four cooperatives: active and healthy, active by declaration only, active by rule only, dissolved in 2024."""
    told: dict[str, dict[str, Any]] = {
        "both": {"region_code": PAKANSARI, "status": "active", "legal_entity_date": "2010-05-01"},
        "declared": {"region_code": CIRIMEKAR, "status": "active", "legal_entity_date": "2021-02-01"},
        "computed": {"region_code": PUSPANEGARA, "status": "inactive", "legal_entity_date": "2022-03-01"},
        "dissolved": {"region_code": PUSPANEGARA, "legal_entity_date": "2000-01-01"},
    }
    made = {}
    for number, (name, facts) in enumerate(told.items(), start=1):
        given = {"name": f"Koperasi {name}", "nik": f"320101001{number:04}", **facts}
        outcome = await give(platform, "register_cooperative", given, HEAD)
        assert outcome.reference is not None, outcome.problems
        made[name] = int(outcome.reference.id)
    for name in ("both", "computed"):
        for year in (2022, 2023, 2024):
            await met(platform, made[name], year)
    dissolved = {"cooperative_id": made["dissolved"], "dissolved_on": "2024-06-01"}
    assert (await give(platform, "dissolve_cooperative", dissolved, HEAD)).accepted
    await assessed(made["both"])
    return made


async def met(platform: Platform, key: int, year: int) -> None:
    given = {
        "cooperative_id": key,
        "year": year,
        "business_volume": 1_000_000,
        "annual_meeting_on": f"{year + 1}-03-20",
    }
    assert (await give(platform, "report_year", given, HEAD)).accepted


async def assessed(key: int) -> None:
    """An approved assessment of book year 2024 with the predicate Sehat."""
    rubric = await HealthRubric.create(
        version="t-1",
        kind="general",
        title="Rubrik",
        source="uji",
        effective_on=date(2021, 1, 1),
        document={},
        recorded_at=clock.now(),
    )
    await HealthAssessment.create(
        cooperative_id=key,
        book_year=2024,
        rubric_id=rubric.id,
        rubric_version="t-1",
        state=AssessmentState.APPROVED,
        score_hundredths=8244,
        predicate=HealthPredicate.HEALTHY,
        effective_on=date(2024, 12, 31),
        valid_until=date(2026, 12, 31),
        recorded_at=clock.now(),
        approved_at=clock.now(),
    )


def told(figures: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(figures[name] for name in names)


FOUR = ("registered", "activeDeclared", "activeComputed", "healthy")


async def test_one_document_tells_active_and_healthy_by_kecamatan_and_the_growth(
    platform: Platform, asked: Asking, keys: dict[str, int]
) -> None:
    public = await asked("FiguresByRegion", asOf=YEAR_END, since="2021-01-01")
    assert [row["figures"]["healthy"] for row in public["statistics"]["rows"]] == [None, 0], "one is no count"
    assert public["statistics"]["total"]["healthy"] is None
    data = await asked("FiguresByRegion", HEAD, asOf=YEAR_END, since="2021-01-01", comparedWith="2020-12-31")
    rows = {row["regionName"]: row for row in data["statistics"]["rows"]}
    assert told(rows["Cibinong"]["figures"], *FOUR) == (2, 2, 1, 1)
    assert told(rows["Citeureup"]["figures"], *FOUR) == (1, 0, 1, 0)
    assert rows["Citeureup"]["figures"]["dissolved"] == 1
    assert told(data["statistics"]["total"], *FOUR) == (3, 2, 2, 1)
    assert data["statistics"]["total"]["activeComputedShare"] == pytest.approx(2 / 3)
    assert told(data["statistics"]["comparedTotal"], "registered", "dissolved") == (2, 0)
    names = {one["name"] for one in data["statistics"]["definitions"]}
    assert names == {"ACTIVITY", "ANNUAL_MEETING", "HEALTHY"}
    points = {one["lastDay"][:4]: one for one in data["growth"]["points"]}
    assert [told(points[year], "founded", "dissolved") for year in ("2021", "2022", "2024")] == [
        (1, 0),
        (1, 0),
        (0, 1),
    ]
    assert [points[year]["figures"]["registered"] for year in ("2021", "2022", "2023", "2024", "2025")] == [
        3, 4, 4, 3, 3,
    ]  # fmt: skip
    assert points["2024"]["registeredGrowth"] == -1
    for since, fits in (("1966-01-01", True), ("1965-12-31", False)):
        answer = await asked.answer(document("FiguresByRegion"), asOf=YEAR_END, since=since)
        assert (answer.errors is None) is fits, "sixty years, and no more"


async def test_reports_hold_the_same_figures(platform: Platform, asked: Asking, keys: dict[str, int]) -> None:
    request = ReportRequest(date(2021, 1, 1), date(2025, 12, 31))
    built = {}
    assert set(REPORTS) <= set(platform.reports)
    for one in REPORTS:
        built[one.name] = [
            part for part in await one.build(platform, HEAD, request) if isinstance(part, Table)
        ]
    data = await asked("FiguresByRegion", asOf=YEAR_END, since="2021-01-01")
    (table,) = built["siopik.statistics"]
    total = data["statistics"]["total"]
    assert table.total is not None
    assert table.total[2:5] == told(total, "registered", "activeDeclared", "activeComputed")
    assert table.total[5] == 66.67
    assert any("aturan activity versi 1" in text for text in table.definitions)
    (growth,) = built["siopik.growth"]
    expected = [told(one, "founded", "dissolved") for one in data["growth"]["points"]]
    assert [row[1:3] for row in growth.rows] == expected
    assert [row[3] for row in growth.rows] == [
        one["figures"]["registered"] for one in data["growth"]["points"]
    ]
    by_district, by_name = built["siopik.rat_watch"]
    assert by_district.total is not None
    assert [row[0] for row in by_name.rows] == ["Koperasi declared"]
    (watch,) = (one for one in REPORTS if one.name == "siopik.rat_watch")
    _, before = await watch.build(platform, HEAD, ReportRequest(date(2024, 12, 31), date(2024, 12, 31)))
    assert isinstance(before, Table)
    assert before.rows
    assert all(row[3] is None or str(row[3]) <= "2024-12-31" for row in before.rows), "none was yet to come"
    assert built["siopik.cooperatives"][0].rows[0][0] == "Koperasi both"
    for category in built["siopik.categories"]:
        assert category.total is not None
        *counts, together = category.total[1:]
        assert (sum(int(str(one)) for one in counts), together) == (total["registered"],) * 2, category.title
        assert not category.footnotes
    (report,) = (one for one in REPORTS if one.name == "siopik.categories")
    reader = Actor(ActorKind.PERSON, "3", (Grant("siopik.read_reports"),), account_id=3)
    *_, health = [one for one in await report.build(platform, reader, request) if isinstance(one, Table)]
    assert health.total is not None
    assert all(isinstance(one, Withheld) for one in health.total[1:-1]), "one result alone is not told"
    assert len(health.footnotes) == 1


async def test_categories_and_the_watch(platform: Platform, asked: Asking, keys: dict[str, int]) -> None:
    data = await asked("FiguresByCategory", HEAD, by="TURNOVER", level="REGENCY", asOf=YEAR_END)
    labels = {row["categoryLabel"]: row["figures"]["registered"] for row in data["statistics"]["rows"]}
    assert labels == {"Golongan 1": 2, "Nol atau tidak lapor": 1}
    refused = await asked.answer(document("FiguresByCategory"), by="TURNOVER")
    assert refused.errors is not None
    watch = (await asked("AnnualMeetingWatch"))["annualMeetingWatch"]
    assert (watch["year"], watch["deadline"]) == (2025, "2026-06-30")
    assert {one["state"] for one in watch["cooperatives"]} == {"OVERDUE"}
    assert sum(one["overdue"] for one in watch["counts"]) == len(watch["cooperatives"]) == 3
    held = await asked("AnnualMeetingWatch", year=2024, states=["HELD"])
    assert [one["name"] for one in held["annualMeetingWatch"]["cooperatives"]] == [
        "Koperasi both",
        "Koperasi computed",
    ]


async def test_the_timeline_of_a_region(platform: Platform, asked: Asking, keys: dict[str, int]) -> None:
    told = {"within": CITEUREUP, "firstDay": "2021-01-01"}
    reader = Actor(ActorKind.PERSON, "7", (Grant("siopik.read_reports", CITEUREUP),), account_id=7)
    events = (await asked("CooperativeTimeline", reader, **told))["timeline"]
    days = [one["day"] for one in events]
    assert days == sorted(days, reverse=True)
    assert {one["kind"] for one in events} >= {
        "FOUNDED",
        "MEETING",
        "REPORTED",
        "DISSOLVED",
        "STATUS_CHANGED",
    }
    texts = {one["text"] for one in events}
    assert {"RAT tahun buku 2024", "Dibubarkan"} <= texts
    assert not any(one["cooperativeName"] == "Koperasi both" for one in events)
    public = (await asked("CooperativeTimeline", ANONYMOUS, **told))["timeline"]
    assert public == [one for one in events if one["kind"] != "REPORTED"]


async def test_the_map_has_outlines_once_they_are_loaded(
    platform: Platform, asked: Asking, keys: dict[str, int]
) -> None:
    made = (await asked("FiguresMap", HEAD, asOf=YEAR_END))["map"]
    features = {one["id"]: one for one in made["collection"]["features"]}
    assert set(features) == {CIBINONG, CITEUREUP}
    assert not made["hasOutlines"]
    assert features[CIBINONG]["geometry"] is None
    assert told(features[CIBINONG]["properties"], "registered", "healthyShare") == (2, 0.5)
    outline = {
        "type": "Polygon",
        "coordinates": [[[106.8, -6.4], [106.9, -6.4], [106.9, -6.5], [106.8, -6.4]]],
    }
    for code in (CIBINONG, CITEUREUP):
        await RegionBoundary.create(
            region_id=code,
            geometry=json.dumps(outline),
            simplified=True,
            source="uji",
            licence="MIT",
            loaded_at=clock.now(),
        )
    drawn = (await asked("FiguresMap", asOf=YEAR_END))["map"]
    assert drawn["hasOutlines"]
    assert drawn["collection"]["features"][0]["geometry"] == outline
    assert drawn["sources"] == ["uji (MIT)"]
    assert await Region.filter(code=CIBINONG).exists()


def test_tiles_lie_from_north_west_to_south_east() -> None:
    places = [
        Place("1", "timur laut", -6.1, 107.0),
        Place("2", "barat laut", -6.2, 106.0),
        Place("3", "selatan", -6.9, 106.5),
        Place("4", "entah", None, None),
    ]
    assert tile_grid(places) == {"2": (0, 0), "1": (1, 0), "3": (0, 1), "4": (1, 1)}
    assert tile_grid([]) == {}


async def test_audiences_tell_why(platform: Platform, asked: Asking, keys: dict[str, int]) -> None:
    async with transaction():
        await store_standings(list(keys.values()), await rule_book(date(2026, 11, 2)), date(2026, 11, 2))
    parties = {one.id: one.party_id for one in await Cooperative.all()}

    async def members(noun: str, region: str = "", **given: Any) -> dict[int, str]:
        found = await audience_members(platform, HEAD, f"siopik.{noun}", region, given)
        return {one.party_id: one.reason for one in found}

    alive = {parties[keys[name]] for name in ("both", "declared", "computed")}
    assert set(await members("recorded")) == alive
    assert set(await members("recorded", CITEUREUP)) == {parties[keys["computed"]]}
    incomplete = await members("incomplete", below=100)
    assert set(incomplete) == alive
    assert "Ketua" in incomplete[parties[keys["both"]]]
    without = await members("no_annual_meeting", year="2024")
    assert set(without) == {parties[keys["declared"]]}
    assert without[parties[keys["declared"]]].startswith("Belum RAT tahun buku 2024, sudah terlambat")
    assert await members("certificate_lapsing", days=730) == {}
    assert await platform.audiences["siopik.no_annual_meeting"].includes(parties[keys["declared"]], {})  # type: ignore[misc]


async def test_published_figures_are_reproduced_after_later_corrections(
    platform: Platform, asked: Asking, keys: dict[str, int], office_clock: clock.MovingClock
) -> None:
    given = {"title": "Koperasi 2025", "as_of": YEAR_END, "since": 2021}
    outcome = await give(platform, "publish_figures", given, HEAD)
    assert outcome.reference is not None, outcome.problems
    publication = await FiguresPublication.get(id=int(outcome.reference.id))
    before = await asked("FiguresByRegion", asOf=YEAR_END, since="2021-01-01")
    moment = clock.now()
    office_clock.move(timedelta(days=30))
    try:
        await correct_everything(platform, keys)
        after = await asked("FiguresByRegion", asOf=YEAR_END, since="2021-01-01")
        assert after["statistics"]["total"] != before["statistics"]["total"]
        then = await asked(
            "FiguresByRegion",
            asOf=YEAR_END,
            since="2021-01-01",
            knownAt=publication.known_at.isoformat(),
        )
        assert then["statistics"]["rows"] == before["statistics"]["rows"]
        assert then["growth"]["points"] == before["growth"]["points"]
        (stored,) = (await asked("Publications"))["publications"]["nodes"]
        check = (await asked("PublicationCheck", id=stored["id"]))["publicationCheck"]
        assert check["isEqual"], check["differences"]
        assert {one["version"] for one in check["definitions"]} == {1}
        figures = json.loads(stored["figures"])
        assert "healthy" not in figures[CIBINONG], "everybody would read the only result"
        figures[CIBINONG]["registered"] += 1
        await FiguresPublication.filter(id=publication.id).update(figures=json.dumps(figures))
        wrong = (await asked("PublicationCheck", id=stored["id"]))["publicationCheck"]
        assert wrong["differences"] == [
            {"place": CIBINONG, "figure": "registered", "published": 3, "reproduced": 2}
        ]
    finally:
        office_clock.set(moment)


async def correct_everything(platform: Platform, keys: dict[str, int]) -> None:
    """Corrections of what was so on the published day: status, place, meetings, health, the rule itself."""
    changes: list[tuple[str, dict[str, Any]]] = [
        (
            "correct_cooperative",
            {"status": "inactive", "region_code": CITEUREUP, "effective_on": "2025-01-01"},
        ),
        ("report_annual_meeting", {"year": 2023, "held_on": "2026-01-05"}),
    ]
    for verb, given in changes:
        outcome = await give(platform, verb, {"cooperative_id": keys["both"], **given}, HEAD)
        assert outcome.accepted, outcome.problems
    dissolved = {"cooperative_id": keys["computed"], "dissolved_on": "2023-05-05"}
    assert (await give(platform, "dissolve_cooperative", dissolved, HEAD)).accepted
    for year in (2022, 2023, 2024):
        await met(platform, keys["declared"], year)
    await HealthAssessment.filter(cooperative_id=keys["both"]).update(withdrawn_at=clock.now())
    rule = {
        "name": "activity",
        "parameters": '{"window": 3, "minimum_meetings": 3, "needs_business": true}',
        "definition": "Aktif hanya dengan RAT tiga tahun berturut-turut.",
        "source": "Nota dinas 2/2026",
        "effective_on": "2025-06-01",
    }
    assert (await give(platform, "add_rule_version", rule, HEAD)).accepted
