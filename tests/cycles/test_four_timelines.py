"""All 45 rows of the office's four tables, brought by a made plugin, loaded and planned; on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from cycles.four_timelines import cell, programme_of, rows, timeline_of
from cycles.office_of_cycles import GARDENER, given, steps
from kopukm_core.platform import Platform
from kopukm_core.programmes import Anchor, StepTemplate, Timeline
from kopukm_core.programmes.loading import prepare_programmes
from kopukm_core.programmes.registry import ProgrammeRegistry
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.cycles.feed import cycle_entries
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.stored import stored_timelines

pytestmark = pytest.mark.anyio

FOUR = {"siopik": 6, "simbaumi": 7, "halo": 9, "cleanclear": 23}


@pytest.fixture(scope="module")
async def four(platform: Platform) -> AsyncIterator[Platform]:
    """The platform with the four programmes of a made plugin."""
    kept = platform.programmes
    platform.programmes = ProgrammeRegistry(
        [("garden", programme_of(name)) for name in FOUR], ["garden.write"]
    )
    await prepare_programmes(platform)
    yield platform
    platform.programmes = kept


@pytest.mark.parametrize("name", FOUR)
def test_every_cell_stands_in_the_form_and_what_was_blank_says_so(name: str) -> None:
    table, timeline = rows()[name], timeline_of(name)
    assert len(table) == len(timeline.steps) == FOUR[name]
    for row, step in zip(table, timeline.steps, strict=True):
        assert (step.number, step.phase, step.title) == (row["no"], row["phase"], row["title_id"])
        for field in ("offset_from", "offset_to", "time_from", "time_to", "place", "parties", "tools"):
            said, held = cell(row, field), str(getattr(step, field))
            if said:
                assert (held, field in step.inferred) == (said, False)
            else:
                assert field in step.inferred or held in ("", "0"), (step.number, field)
        assert (row["anchor"] == "") is ("anchor" in step.inferred)
        assert step.anchor is Anchor[row["anchor"] or step.anchor.name]


async def test_a_timeline_comes_back_from_the_database_as_it_was_brought(four: Platform) -> None:
    for name in FOUR:
        rows_of = await TimelineStep.filter(timeline__programme__name=f"garden.{name}").order_by("position")
        found = (await stored_timelines({row.timeline_id for row in rows_of}))[rows_of[0].timeline_id]
        assert _without_team(found.timeline) == _without_team(timeline_of(name))
        stored = await TimelineStep.filter(timeline_id=found.id).order_by("position").select_related("unit")
        assert [row.unit.key for row in stored] == [
            step.team or "first_unit" for step in timeline_of(name).steps
        ]


def _without_team(timeline: Timeline) -> list[dict[str, object]]:
    """The steps but for the team, which is stored as the row of a unit."""
    names = [name for name in StepTemplate.__slots__ if name != "team"]
    return [{name: getattr(step, name) for name in names} for step in timeline.steps]


async def days_of(platform: Platform, name: str, held_on: str, **more: str) -> list[str]:
    """Number and days of each step of a planned cycle: `10 11–15`."""
    outcome = await given(
        platform, "core.plan_cycle", GARDENER, programme=f"garden.{name}", held_on=held_on, **more
    )
    assert outcome.reference is not None
    found = await CycleStep.filter(cycle_id=int(outcome.reference.id)).order_by("position", "due_from")
    numbers = {row.id: row.number for row in await TimelineStep.all()}
    return [
        f"{numbers[one.template_id]} {one.due_from:%d.%m}"
        + (f"–{one.due_until:%d.%m}" if one.due_until != one.due_from else "")
        for one in found
    ]


async def test_the_days_of_each_programme(four: Platform) -> None:
    """H is Monday 18 January 2027; Isra Mikraj (5 January) and weekends are off: earlier before H, later after it."""
    assert await days_of(four, "siopik", "2027-01-18") == [
        "1 18.12", "2 18.01", "3 18.01", "4 19.01", "5 25.01", "6 26.01",
    ]  # fmt: skip
    assert await days_of(four, "simbaumi", "2027-01-18") == [
        "1 18.12", "2 18.01", "3 18.01", "4 25.01", "4 26.01", "5 26.01", "6 17.02",
    ]  # fmt: skip
    daily = [f"{number} {day}.01" for number in (3, 4, 5, 6, 7) for day in (18, 19, 20, 21, 22, 25)]
    assert await days_of(four, "halo", "2027-01-18", last_session_on="2027-01-25") == [
        "1 18.12", "2 18.12", *daily, "8 25.01", "9 25.01",
    ]  # fmt: skip
    assert await days_of(four, "cleanclear", "2027-01-18", last_session_on="2027-01-22") == [
        "1 04.01", "2 04.01", "3 04.01", "4 04.01", "5 06.01", "6 08.01", "7 08.01", "8 08.01", "9 11.01",
        "10 11.01–15.01", "11 15.01", *(f"{number} 18.01" for number in range(12, 21)),
        "21 25.01", "22 25.01", "23 25.01",
    ]  # fmt: skip


async def test_clock_times_stand_in_calendars_as_the_table_has_them(four: Platform) -> None:
    entries = await cycle_entries(GARDENER, {"programme": "garden.cleanclear"})
    logistics, arrival = (
        next(one for one in entries if word in one.summary)
        for word in ("logistik (ruangan", "kedatangan konsultan")
    )
    for entry in (logistics, arrival):
        assert (str(entry.starts), str(entry.ends)) == (
            "2027-01-18 07:00:00+07:00",
            "2027-01-18 08:00:00+07:00",
        )
    window = next(one for one in entries if "pemerataan" in one.summary)
    assert (window.starts, window.ends) == (date(2027, 1, 11), date(2027, 1, 15))


async def test_a_weekly_clinic_has_three_cycles_in_flight_and_the_office_is_told(four: Platform) -> None:
    outcome = await given(
        four, "core.plan_year", GARDENER, programme="garden.cleanclear", year=2027, rule="setiap Senin",
        on_day_off="skip", days=5, region_code="32.01.01",
    )  # fmt: skip
    assert outcome.values is not None
    in_flight = [words for words in outcome.values["pile_ups"] if "berjalan bersamaan" in words]
    assert in_flight == [
        "Pekan Senin 4 Januari 2027 sampai Minggu 26 Desember 2027: 5 siklus Program cleanclear berjalan bersamaan "
        "(51 pekan)."
    ]
    made = await ProgrammeCycle.filter(id__in=[int(one) for one in outcome.values["cycles"]])
    spans = [
        (min(one.due_from for one in some), max(one.due_until for one in some))
        for some in [await CycleStep.filter(cycle_id=cycle.id) for cycle in made]
    ]
    assert sum(first <= date(2027, 10, 6) <= last for first, last in spans) == 3, "on a Wednesday"
    # After Lebaran several steps of one team are rolled back onto one day: that is told beforehand.
    friday = [words for words in outcome.values["pile_ups"] if words.startswith("Jumat 5 Maret 2027")]
    assert any("terkumpul karena hari libur" in words for words in friday)
    weekly = await steps(int(outcome.values["cycles"][0]))
    assert [one.why for one in weekly["step_21"]] == [
        "1 hari sesudah hari kerja terakhir pekan itu (Jumat 8 Januari 2027) = Sabtu 9 Januari 2027, hari libur; "
        "diundurkan ke Senin 11 Januari 2027"
    ]
    assert outcome.values["cycle_count"] == len(outcome.values["cycles"]) > 45
