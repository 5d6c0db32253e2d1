"""A year of cycles planned, one holiday changed: who moves, who is told, what boards and calendars show. Over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import vobject
from garden.models import Garden

from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import Dialect
from kopukm_core.events import open_events
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import PARTS
from kopukm_core.plugins import PluginSource
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.cycles.models import CycleStep
from kopukm_core.settings import Settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from live_server import serving
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY
from product.registry_office import Person, enter, entered, work
from siopik.registry import make_regions

pytestmark = pytest.mark.anyio

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")
MONDAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
BOGOR = "32.01"
EIGHTH_DAY = "2027-02-17"
"""H+8 of the cycle of 9 February 2027, a Wednesday."""


@dataclass(frozen=True)
class Office:
    """The served installation with its officer `siti`, and `dewi`, a member of the unit in charge."""

    platform: Platform
    host: str
    officer: Person
    unit: Unit


@pytest.fixture(scope="module")
async def office_clock() -> AsyncIterator[clock.MovingClock]:
    """The clock of the module, at 08.00 WIB on Monday 2 November 2026."""
    moving = clock.MovingClock(MONDAY)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def office(
    anyio_backend: str,
    office_clock: clock.MovingClock,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """SI OPIK SEHAT and, as a second programme, the garden's harvest."""
    home = tmp_path_factory.mktemp("cycles")
    plugins = [GRAPHQL, GARDEN, SIOPIK]
    apps = build_platform(Settings(home=home), plugins).apps
    async with AsyncExitStack() as stack:
        url = stack.enter_context(databases.fresh(Dialect.SQLITE, apps))
        settings = Settings(home=home, database_url=url, variables=FREE_DOCUMENTS_ONLY)
        platform = await stack.enter_async_context(
            composed_once(build_platform(settings, plugins)).open(prepare=False)
        )
        await make_regions()
        for part in PARTS:
            if part.prepare is not None:
                await part.prepare(platform)
        await stack.enter_async_context(open_events())
        host = await stack.enter_async_context(serving(platform_application(platform)))
        scoped = (
            "siopik.programme_officer",
            "core.activity_officer",
            "garden.officer",
            "core.programme_reader",
        )
        roles = [*((role, BOGOR) for role in scoped), ("core.calendar_manager", None)]
        officer = await enter(platform, host, "siti", *roles)
        unit = await Unit.get(key="kpk")
        await enter(platform, host, "dewi", member_of=unit.party_id)
        yield Office(platform, host, officer, unit)


@pytest.fixture(scope="module")
async def year(office: Office) -> Any:
    """2027 planned in one command."""
    return await office.officer.write(
        "PlanYear", programme="siopik", year=2027, rule="Selasa kedua tiap bulan"
    )


async def steps_of(office: Office) -> dict[int, tuple[str, str, int]]:
    """Step → its window and sequence."""
    return {one.id: (str(one.due_from), str(one.due_until), one.sequence) for one in await CycleStep.all()}


async def test_a_year_is_planned_and_tells_where_it_piles_up(office: Office, year: Any) -> None:
    result = year["result"]
    assert (result["cycleCount"], result["stepCount"], len(result["cycles"])) == (12, 72, 12)
    assert [words[:20] for words in result["pileUps"]] == ["Jumat 21 Mei 2027: 2", "Rabu 18 Agustus 2027"]
    assert any("Idul Fitri" in one["message"] for one in year["remarks"])
    board = (await office.officer.run("ProgrammeBoard", year=2027, month=2))["programmeBoard"]
    assert "2027-02-09" in [one["heldOn"] for one in board["cycles"]]


async def test_one_holiday_moves_open_steps_only_as_foretold_and_all_who_look_see_it(
    office: Office, year: Any, office_clock: clock.MovingClock
) -> None:
    office_clock.set(datetime(2027, 2, 16, 1, 0, tzinfo=UTC))
    officer, member = await entered(office.host, "siti"), await entered(office.host, "dewi")
    made = await officer.write(
        "CreateCalendarFeed", source="core.cycle_steps", parameters=["programme=siopik"]
    )
    path = made["result"]["path"]
    done = await CycleStep.get(due_until=date(2027, 2, 16))
    await officer.write(
        "CompleteStep", stepId=global_id("CycleStep", done.id), evidenceText="Pelatihan selesai."
    )
    assert (await officer.run("HolidayEffect", day="2027-02-16"))["holidayEffect"] == [], "it is done"
    first = await Person(office.host).fetch(path)
    (foretold,) = (await officer.run("HolidayEffect", day=EIGHTH_DAY))["holidayEffect"]
    assert (foretold["oldUntil"], foretold["newUntil"]) == (EIGHTH_DAY, "2027-02-18")
    before = await steps_of(office)

    async with officer.watching("CycleChanged", within=BOGOR) as board:
        await board.say("ping")
        assert (await board.hear())["type"] == "pong"
        given = {"name": "Libur setempat", "kind": "LOCAL", "source": "SE Bupati 1/2027"}
        changed = await officer.write("SetDayOff", day=EIGHTH_DAY, **given)
        assert [one["message"] for one in changed["remarks"]] == [
            f"1 langkah yang masih terbuka berganti tanggal. Yang diberi tahu: {office.unit.name} (1)."
        ]
        await work(office.platform)
        message = await board.hear()
        assert message["payload"]["data"]["cycleChanged"]["heldOn"] == "2027-02-09"

    after = await steps_of(office)
    (moved,) = [number for number in before if before[number] != after[number]]
    assert foretold["stepId"] == global_id("CycleStep", moved)
    assert after[moved] == (foretold["newFrom"], foretold["newUntil"], before[moved][2] + 1)
    letters = (await member.run("Messages"))["messages"]["nodes"]
    assert ["Rabu 17 Februari 2027 menjadi Kamis 18 Februari 2027" in json.dumps(one) for one in letters] == [
        True
    ]
    assert (await officer.run("HolidayEffect", day=EIGHTH_DAY))["holidayEffect"] == []

    was, now = entries(first), entries(await Person(office.host).fetch(path))
    assert set(was) == set(now) and len(was) == 72
    (uid,) = [uid for uid in was if was[uid] != now[uid]]
    assert (was[uid], now[uid]) == ((date(2027, 2, 17), 0), (date(2027, 2, 18), 1))


async def test_an_officer_of_a_kecamatan_hears_of_its_own_cycles_only(
    office: Office, office_clock: clock.MovingClock
) -> None:
    office_clock.set(MONDAY)
    budi = await enter(office.platform, office.host, "budi", ("core.programme_reader", "32.01.01"))
    async with budi.watching("CycleChanged") as board:
        await board.say("ping")
        assert (await board.hear())["type"] == "pong"
        for region in (BOGOR, "32.01.03", "32.01.01"):
            await office.officer.write(
                "PlanCycle",
                programme="siopik",
                heldOn="2026-12-15",
                regionCode=region,
                title=f"Siklus {region}",
            )
        heard = (await board.hear())["payload"]["data"]["cycleChanged"]
    assert (heard["title"], heard["regionCode"]) == ("Siklus 32.01.01", "32.01.01")
    board_of = (await budi.run("ProgrammeBoard", year=2026, month=12))["programmeBoard"]
    assert [one["title"] for one in board_of["cycles"]] == ["Siklus 32.01.01"]


def entries(content: bytes) -> dict[str, tuple[date, int]]:
    """UID → first day and sequence, as two libraries read the file, of which one is not the platform's."""
    ours: dict[str, tuple[date, int]] = {
        str(event["UID"]): (event.decoded("DTSTART"), int(event.decoded("SEQUENCE")))
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    theirs = {
        event.uid.value: (event.dtstart.value, int(event.sequence.value))
        for event in vobject.readOne(content.decode()).vevent_list
    }
    assert ours == theirs
    return ours


async def test_a_second_programme_brings_only_data_and_rules(
    office: Office, office_clock: clock.MovingClock
) -> None:
    office_clock.set(MONDAY)
    officer = office.officer
    listed = (await officer.run("Programmes"))["programmes"]["nodes"]
    assert {"garden", "siopik"} <= {one["name"] for one in listed}
    assert "garden.list" in [one["name"] for one in (await officer.run("Reports"))["reports"]]
    assert "garden.keepers" in [one["name"] for one in (await officer.run("Audiences"))["audiences"]]
    assert "garden.watering" in office.platform.messaging.templates
    hours = await OpeningHours.get(service="garden.stall")
    assert (hours.opens, hours.seed) == ("06:00", "garden.stall")
    opening = await Person(office.host).run(
        "ServiceOpening", service="garden.stall", at="2026-11-04T07:00:00+07:00"
    )
    assert opening["serviceOpening"]["isOpen"]

    await Garden.create(name="Kebun Dinas", region_id=BOGOR, watered_on=date(2026, 11, 2))
    planned = await officer.write("PlanCycle", programme="garden", heldOn="2026-11-10")
    cycle = planned["programmeCycle"]
    given = {
        "kind": "OUTREACH",
        "title": "Panen bersama",
        "regionCode": "32.01.01",
        "mode": "IN_PERSON",
        "startsAt": "2026-11-10T09:00:00+07:00",
        "endsAt": "2026-11-10T11:00:00+07:00",
        "place": "Kebun Dinas",
        "programme": "garden",
    }
    activity = (await officer.write("CreateActivity", **given, cycleId=cycle["id"]))["activity"]
    await officer.write("OpenActivity", activityId=activity["id"])
    office_clock.set(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    evaluated = await officer.write(
        "RecordEvaluation",
        cycleId=cycle["id"],
        heldOn="2026-11-23",
        participants=["Seksi Kebun"],
        minutes="Panen lancar.",
        decision="CONTINUE",
    )
    assert '"value": "1"' in json.dumps(evaluated) and "Kebun yang tercatat." in json.dumps(evaluated)
