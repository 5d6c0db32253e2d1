"""A year planned in one command, and what a changed day off does to it, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cycles.office_of_cycles import BOGOR, OFFICER, given, jobs_done, planned, refused, steps
from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.identity.actor import operator
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.platform import Platform
from kopukm_core.programmes.models import OfficeProgramme, Unit
from kopukm_core.scheduling.calendar import DayOff
from kopukm_core.scheduling.cycles.choices import ChangeCause
from kopukm_core.scheduling.cycles.effect import effect_of
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle, StepChange
from kopukm_core.scheduling.cycles.reminding import remind_units
from kopukm_core.scheduling.cycles.telling import DUE, REDATED

pytestmark = pytest.mark.anyio

SITI = operator("siti")
YEAR = {"programme": "siopik", "year": 2027, "rule": "Selasa kedua tiap bulan"}


async def cycles_of_siopik() -> list[ProgrammeCycle]:
    """The cycles of SI OPIK SEHAT, by day."""
    programme = await OfficeProgramme.get(name="siopik")
    return await ProgrammeCycle.filter(programme_id=programme.id).order_by("held_on")


async def test_2027_is_planned_in_one_command_with_its_pile_ups(platform: Platform) -> None:
    outcome = await given(platform, "core.plan_year", OFFICER, **YEAR)
    assert outcome.values is not None
    assert (outcome.values["cycle_count"], outcome.values["step_count"]) == (12, 72)
    assert outcome.values["first_on"] == "2027-01-12"
    assert [one.message for one in outcome.remarks if one.code == "DAY_OFF"] == [
        "Selasa 9 Maret 2027, Cuti Bersama Hari Raya Idul Fitri: hari H menjadi Selasa 16 Maret 2027."
    ]
    kpk = "Bidang Kelembagaan dan Pemberdayaan Koperasi (KPK)"
    assert outcome.values["pile_ups"] == [
        f"{day}: 2 langkah {kpk} pada satu hari (terkumpul karena hari libur)."
        for day in ("Jumat 21 Mei 2027", "Rabu 18 Agustus 2027")
    ]
    cycles = await cycles_of_siopik()
    assert [cycle.held_on.month for cycle in cycles] == list(range(1, 13))
    assert {cycle.region_id for cycle in cycles} == {BOGOR}
    assert (await steps(cycles[3].id))["website"][0].why == (
        "H-30 = Minggu 14 Maret 2027, hari libur; dimajukan ke Jumat 5 Maret 2027; "
        "bergantung pada hari libur yang masih perkiraan"
    )
    assert await refused(platform, "core.plan_year", OFFICER, **YEAR) == "NOTHING_TO_PLAN"


async def test_a_weekly_programme_is_warned_of_cycles_in_flight(platform: Platform) -> None:
    more = {
        "programme": "siopik",
        "year": 2028,
        "rule": "FREQ=WEEKLY;BYDAY=WE;COUNT=10",
        "on_day_off": "skip",
    }
    outcome = await given(platform, "core.plan_year", OFFICER, **more, region_code="32.01.01")
    assert outcome.values is not None
    crowded = [words for words in outcome.values["pile_ups"] if "berjalan bersamaan" in words]
    assert len(crowded) == 1
    assert "6 siklus SI OPIK SEHAT berjalan bersamaan" in crowded[0]


async def test_rules_that_are_not_understood(platform: Platform) -> None:
    for rule in ("sesekali", "FREQ=SECONDLY", ""):
        outcome = await platform.runner.run("core.plan_year", {**YEAR, "rule": rule}, OFFICER)
        assert [one.field for one in outcome.problems] == ["rule"]


async def test_a_changed_day_off_moves_only_open_steps_and_tells_each_unit_once(platform: Platform) -> None:
    (february,) = [cycle for cycle in await cycles_of_siopik() if cycle.held_on == date(2027, 2, 9)]
    before = await steps(february.id)
    done = before["training"][0]
    assert done.due_until == date(2027, 2, 16)
    with clock.using(clock.MovingClock(datetime(2027, 2, 10, 1, 0, tzinfo=UTC))):
        await given(platform, "core.complete_step", OFFICER, step_id=done.id, evidence_text="Pelatihan")
        days = [date(2027, 2, 16), date(2027, 2, 17)]
        effect = await effect_of({day: DayOff("Libur setempat") for day in days}, platform.settings.time_zone)
        assert [(move.title[:21], move.new) for move in effect] == [
            ("Diskopukm melakukan e", (date(2027, 2, 18), date(2027, 2, 18)))
        ]
        for day in days:
            fields = {
                "day": day.isoformat(),
                "name": "Libur setempat",
                "kind": "local",
                "source": "SE 1/2027",
            }
            await given(platform, "core.set_day_off", SITI, **fields)
        await jobs_done(platform, "core.redate_steps")
    after = await steps(february.id)
    assert after["training"][0].due_until == done.due_until
    evaluation = after["evaluation"][0]
    assert (evaluation.due_until, evaluation.sequence) == (date(2027, 2, 18), 1)
    assert evaluation.why == (
        "H+8 = Rabu 17 Februari 2027, hari libur (Libur setempat); diundurkan ke Kamis 18 Februari 2027"
    )
    (change,) = await StepChange.filter(step_id=evaluation.id)
    assert (change.cause, change.old_until, change.new_until) == (
        ChangeCause.CALENDAR,
        date(2027, 2, 17),
        date(2027, 2, 18),
    )
    fields = {"day": "2027-02-17", "name": "Libur kedua", "kind": "local", "source": "SE 2/2027"}
    await given(platform, "core.set_day_off", SITI, **fields)
    async with transaction():
        await platform.enqueue("core.redate_steps", {"days": ["2027-02-17"]})
    await jobs_done(platform, "core.redate_steps")
    renamed = await CycleStep.get(id=evaluation.id)
    assert (renamed.sequence, "(Libur kedua)" in renamed.why) == (1, True)
    unit = await Unit.get(key="kpk")
    (message,) = await OutboundMessage.filter(template=REDATED, party_id=unit.party_id)
    assert "Rabu 17 Februari 2027 menjadi Kamis 18 Februari 2027" in message.text.whole()
    async with transaction():
        await platform.enqueue("core.redate_steps", {"days": ["2027-02-16", "2027-02-17"]})
    await jobs_done(platform, "core.redate_steps")
    assert await StepChange.filter(step_id=evaluation.id).count() == 1
    assert await OutboundMessage.filter(template=REDATED, party_id=unit.party_id).count() == 1


async def test_a_daily_step_falls_away_with_its_day_and_comes_back(platform: Platform) -> None:
    cycle = await planned(platform, "2027-08-02", last_session_on="2027-08-06")
    fields = {"day": "2027-08-04", "name": "Libur setempat", "kind": "local", "source": "SE 2/2027"}
    await given(platform, "core.set_day_off", SITI, **fields)
    await jobs_done(platform, "core.redate_steps")
    fallen = (await steps(cycle))["water"][2]
    assert (fallen.due_from, fallen.waived_reason) == (date(2027, 8, 4), "Bukan hari kerja lagi.")
    await given(platform, "core.remove_day_off", SITI, day="2027-08-04", source="SE 3/2027")
    await jobs_done(platform, "core.redate_steps")
    back = (await steps(cycle))["water"]
    assert [one.due_from.day for one in back] == [2, 3, 4, 5, 6]
    assert all(one.waived_at is None for one in back)
    assert [one.new_from for one in await StepChange.filter(step_id=fallen.id).order_by("id")] == [
        None,
        date(2027, 8, 4),
    ]


async def test_each_unit_is_reminded_once_a_morning(platform: Platform) -> None:
    await planned(platform, "2026-11-03")
    unit = await Unit.get(key="garden_unit")
    for _ in range(2):
        async with transaction():
            assert await remind_units(date(2026, 11, 2), date(2026, 11, 3), []) == 0
            names = [one.name for one in platform.programmes]
            assert await remind_units(date(2026, 11, 2), date(2026, 11, 3), names) >= 1
    (message,) = await OutboundMessage.filter(template=DUE, party_id=unit.party_id)
    text = message.text.whole()
    assert text.startswith(
        "Kepada Seksi Kebun, Senin, 2 November 2026.\nLangkah program: 1 terlambat, 0 jatuh tempo hari ini, 1"
    )
    assert "TERLAMBAT: Pekan Panen, 3 November 2026: Mengundang" in text
    assert await CycleStep.filter(unit_id=unit.id, done_at=None).exists()
