"""What decrees, estimates and the library's news do to steps that are planned, on both engines."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest

from cycles.office_of_cycles import MANAGER, OFFICER, given, jobs_done, planned, steps
from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.identity.actor import operator
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.platform import Platform
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.calendar import DayOff, library, renewing
from kopukm_core.scheduling.calendar.recording import record_years
from kopukm_core.scheduling.calendar.renewing import redate
from kopukm_core.scheduling.cycles.effect import cycles_near, effect_words
from kopukm_core.scheduling.cycles.feed import cycle_entries
from kopukm_core.scheduling.cycles.models import CycleStep, StepChange
from kopukm_core.scheduling.cycles.tasks import redate_days
from kopukm_core.scheduling.cycles.telling import REDATED

pytestmark = pytest.mark.anyio

SITI = operator("siti")
LOCAL = {"kind": "local", "source": "SE Bupati 3/2027"}


async def messages(key: str) -> list[str]:
    """What a unit was told of changed dates, oldest first."""
    unit = await Unit.get(key=key)
    found = OutboundMessage.filter(template=REDATED, party_id=unit.party_id)
    return [one.text.whole() for one in await found.order_by("id")]


async def test_an_estimate_that_is_confirmed_changes_the_words_and_not_the_day(platform: Platform) -> None:
    await record_years([2027])
    outcome = await given(platform, "core.plan_cycle", OFFICER, programme="siopik", held_on="2027-04-13")
    assert [one.code for one in outcome.remarks] == ["STEPS_ESTIMATED"]
    assert outcome.reference is not None
    (website,) = (await steps(int(outcome.reference.id)))["website"]
    assert (website.is_estimated, website.due_until) == (True, date(2027, 3, 5))
    assert website.why.endswith("; bergantung pada hari libur yang masih perkiraan")
    (entry,) = [one for one in await cycle_entries(OFFICER, {}) if one.starts == date(2027, 3, 5)]
    assert (entry.status, entry.sequence) == ("tentative", 0)
    told = await messages("kpk")
    await given(platform, "core.confirm_days_off", SITI, year=2027, source="SKB 3 Menteri 2026")
    await jobs_done(platform, "core.redate_steps")
    firm = await CycleStep.get(id=website.id)
    assert (firm.is_estimated, firm.due_until, firm.sequence) == (False, website.due_until, 1)
    assert firm.why == "H-30 = Minggu 14 Maret 2027, hari libur; dimajukan ke Jumat 5 Maret 2027"
    (entry,) = [one for one in await cycle_entries(OFFICER, {}) if one.starts == date(2027, 3, 5)]
    assert (entry.status, entry.sequence) == ("confirmed", 1)
    assert await messages("kpk") == told, "no date changed: nobody is told"
    assert not await StepChange.filter(step_id=website.id).exists()


async def test_news_of_the_library_date_steps_anew_and_tell_their_units(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record_years([2028])
    cycle = await planned(platform, "2028-02-24", last_session_on="2028-02-25")
    before = await steps(cycle)
    real = library.library_days

    def later_version(year: int) -> dict[date, DayOff]:
        found = {day: DayOff(*off.facts, "Pustaka holidays 9") for day, off in real(year).items()}
        if year == 2028:
            found[date(2028, 2, 25)] = DayOff("Hari Baru", source="Pustaka holidays 9")
        return found

    monkeypatch.setattr(renewing, "library_days", later_version)
    monkeypatch.setattr(renewing, "library_source", lambda: "Pustaka holidays 9")
    async with transaction():
        await platform.enqueue("core.renew_days_off", {})
    await jobs_done(platform, "core.renew_days_off")
    await jobs_done(platform, "core.redate_steps")
    after = await steps(cycle)
    assert [one.waived_reason for one in after["water"]] == ["", "Bukan hari kerja lagi."]
    assert before["water"][1].waived_at is None
    (text,) = [one for one in await messages("hose") if "Hari Baru" in one or "25 Februari 2028" in one]
    assert "Jumat 25 Februari 2028 menjadi ditiadakan" in text


async def test_two_changes_at_once_are_each_told_once(platform: Platform) -> None:
    cycle = await planned(platform, "2029-04-10", last_session_on="2029-04-13")
    both = await asyncio.gather(
        *(
            platform.runner.run("core.set_day_off", {"day": day, "name": "Libur daerah", **LOCAL}, SITI)
            for day in ("2029-04-11", "2029-04-12")
        )
    )
    assert all(one.accepted for one in both)
    await jobs_done(platform, "core.redate_steps")
    water = (await steps(cycle))["water"]
    assert [one.waived_at is not None for one in water] == [False, True, True, False]
    told = "\n".join(await messages("hose"))
    assert [told.count(f"{day} April 2029 menjadi ditiadakan") for day in (11, 12)] == [1, 1]


async def test_a_job_that_is_killed_half_way_leaves_nothing_and_resumes(platform: Platform) -> None:
    cycle = await planned(platform, "2029-06-05", last_session_on="2029-06-08")
    days = [date(2029, 6, 6)]
    fields = {"day": "2029-06-06", "name": "Libur daerah", **LOCAL}
    told = await messages("hose")

    class Killed(BaseException):
        """The process ends."""

    with pytest.raises(Killed):
        async with transaction():
            await given(platform, "core.set_day_off", SITI, **fields)
            assert await redate_days(days, platform.settings.time_zone, "job-0")
            raise Killed
    assert [one.sequence for one in (await steps(cycle))["water"]] == [0, 0, 0, 0]
    assert await messages("hose") == told
    await given(platform, "core.set_day_off", SITI, **fields)
    for _ in range(2):  # a lease that ran out: the same job twice
        async with transaction():
            await redate(platform.tasks, days)
    await jobs_done(platform, "core.redate_steps")
    assert [one.sequence for one in (await steps(cycle))["water"]] == [0, 1, 0, 0]
    assert len(await messages("hose")) == len(told) + 1


async def test_whoever_changes_a_day_is_told_where_it_piles_up(platform: Platform) -> None:
    for held_on in ("2030-03-06", "2030-03-07"):
        await planned(platform, held_on)
    unit = await Unit.get(key="garden_unit")
    await given(platform, "core.change_unit", MANAGER, unit_id=unit.id, steps_per_day=2)
    with clock.using(clock.MovingClock(datetime(2030, 3, 1, 1, 0, tzinfo=UTC))):
        outcome = await given(
            platform, "core.set_day_off", SITI, day="2030-03-08", name="Libur daerah", **LOCAL
        )
        (said,) = [one.message for one in outcome.remarks if one.code == "STEPS_MOVE"]
        await jobs_done(platform, "core.redate_steps")
    crowded = f"Senin 11 Maret 2030: 3 langkah {unit.name} pada satu hari (batas 2)."
    assert said.endswith(f"Menumpuk: {crowded}")
    assert f"- MENUMPUK: {crowded}" in (await messages("garden_unit"))[-1]
    assert await effect_words([date(2030, 3, 8)], platform.settings.time_zone) == ""
    assert len(await cycles_near(date(2030, 3, 8), date(2030, 3, 8))) == 2
