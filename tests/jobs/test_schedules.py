"""Schedules are rows: declared by plugins, changed by people, fired once per slot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs.job_samples import APPS, FAST, SamplePlatform, effects, sample_tasks, until
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import Apps, Database
from kopukm_core.errors import BadInputError, ConfigurationError, NotFoundError
from kopukm_core.jobs import (
    Schedule,
    ScheduleRegistry,
    change_schedule,
    fire_due,
    pause_schedule,
    resume_schedule,
    running_jobs,
    sync_schedules,
    use_tasks,
)
from kopukm_core.jobs.models import OutboxJob, ScheduleFiring, ScheduleRow
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

WIB = ZoneInfo("Asia/Jakarta")
DAILY = Schedule("sample.daily", "0 7 * * *", "sample.write_effect", {"label": "pagi"}, "Setiap pagi")
EVENING = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)  # 20.00 WIB
NEXT_MORNING = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)  # 07.00 WIB


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
async def moment() -> AsyncIterator[MovingClock]:
    moving = MovingClock(EVENING)
    with clock.using(moving), use_tasks(sample_tasks()):
        yield moving


def registry(*schedules: Schedule) -> ScheduleRegistry:
    return ScheduleRegistry(sample_tasks(), [("sample", schedule) for schedule in schedules])


async def row() -> ScheduleRow:
    return await ScheduleRow.get(name=DAILY.name)


async def test_it_fires_at_its_time_in_the_offices_zone(database: Database, moment: MovingClock) -> None:
    daily = registry(DAILY)
    await sync_schedules(daily, WIB)

    moment.set(NEXT_MORNING - timedelta(seconds=1))
    assert await fire_due(daily, WIB) == 0
    moment.set(NEXT_MORNING)
    assert await fire_due(daily, WIB) == 1
    assert await fire_due(daily, WIB) == 0

    job = await OutboxJob.get()
    assert (job.task, job.arguments) == ("sample.write_effect", '{"label": "pagi"}')
    found = await row()
    assert (found.title, found.last_run) == ("Setiap pagi", NEXT_MORNING)
    assert found.next_run == NEXT_MORNING + timedelta(days=1)


async def test_of_two_processes_one_stores_the_job(database: Database, moment: MovingClock) -> None:
    daily = registry(DAILY)
    await sync_schedules(daily, WIB)
    moment.set(NEXT_MORNING)

    fired = await asyncio.gather(*(fire_due(daily, WIB) for _ in range(8)))

    assert sum(fired) == 1
    assert await OutboxJob.all().count() == 1
    assert await ScheduleFiring.all().count() == 1


async def test_what_was_missed_is_made_up_for_once(database: Database, moment: MovingClock) -> None:
    daily = registry(DAILY)
    await sync_schedules(daily, WIB)
    moment.set(NEXT_MORNING + timedelta(days=9, hours=3))

    await sync_schedules(daily, WIB)
    assert await fire_due(daily, WIB) == 1

    assert (await ScheduleFiring.get()).slot == NEXT_MORNING + timedelta(days=9)
    assert (await row()).next_run == NEXT_MORNING + timedelta(days=10)


async def test_a_clock_that_ran_ahead_neither_doubles_nor_stops_it(
    database: Database, moment: MovingClock
) -> None:
    daily = registry(DAILY)
    await sync_schedules(daily, WIB)
    moment.set(NEXT_MORNING)
    await fire_due(daily, WIB)
    moment.set(NEXT_MORNING + timedelta(days=400))
    await fire_due(daily, WIB)
    moment.set(NEXT_MORNING - timedelta(minutes=5))
    await sync_schedules(daily, WIB)

    moment.set(NEXT_MORNING)
    assert await fire_due(daily, WIB) == 0
    moment.set(NEXT_MORNING + timedelta(days=1))
    assert await fire_due(daily, WIB) == 1


async def test_what_people_changed_survives_a_start(database: Database, moment: MovingClock) -> None:
    daily = registry(DAILY)
    await sync_schedules(daily, WIB)
    await change_schedule(DAILY.name, "0 8 * * *", WIB)
    await pause_schedule(DAILY.name)

    await sync_schedules(registry(Schedule(DAILY.name, "0 6 * * *", DAILY.task, DAILY.arguments)), WIB)

    found = await row()
    assert (found.cron, found.declared_cron, found.paused) == ("0 8 * * *", "0 6 * * *", True)
    moment.set(NEXT_MORNING + timedelta(days=2))
    assert await fire_due(daily, WIB) == 0
    await resume_schedule(DAILY.name, WIB)
    assert await fire_due(daily, WIB) == 0
    moment.set(NEXT_MORNING + timedelta(days=2, hours=1))
    assert await fire_due(daily, WIB) == 1


async def test_what_nobody_changed_follows_the_plugin(database: Database, moment: MovingClock) -> None:
    await sync_schedules(registry(DAILY), WIB)
    await sync_schedules(registry(Schedule(DAILY.name, "0 6 * * *", DAILY.task, DAILY.arguments)), WIB)

    found = await row()
    assert (found.cron, found.next_run) == ("0 6 * * *", NEXT_MORNING - timedelta(hours=1))


async def test_a_schedule_whose_plugin_is_off_stays_and_does_not_fire(
    database: Database, moment: MovingClock
) -> None:
    await sync_schedules(registry(DAILY), WIB)
    moment.set(NEXT_MORNING)

    assert await fire_due(registry(), WIB) == 0
    assert (await row()).cron == DAILY.cron


async def test_nonsense_is_refused(database: Database, moment: MovingClock) -> None:
    await sync_schedules(registry(DAILY), WIB)

    for cron in ("", "tiap pagi", "61 7 * * *", "0 7 * *", "0 7 31 2 *"):
        with pytest.raises(BadInputError, match="tidak sah"):
            await change_schedule(DAILY.name, cron, WIB)
    with pytest.raises(NotFoundError):
        await pause_schedule("sample.nothing")
    assert (await row()).cron == DAILY.cron


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule("daily", "0 7 * * *", "sample.write_effect", {"label": "a"}), "Nama jadwal"),
        (Schedule("other.daily", "0 7 * * *", "sample.write_effect", {"label": "a"}), "Nama jadwal"),
        (Schedule("sample.daily", "0 7 * * *", "sample.nothing"), "tidak ada"),
        (Schedule("sample.daily", "0 7 * * *", "sample.write_effect"), "label"),
        (Schedule("sample.daily", "pagi", "sample.write_effect", {"label": "a"}), "tidak sah"),
    ],
)
async def test_a_wrong_declaration_refuses_the_start(schedule: Schedule, said: str) -> None:
    with pytest.raises(Exception, match=said):
        registry(schedule)


async def test_two_schedules_of_one_name_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="dua kali"):
        registry(DAILY, DAILY)


async def test_a_running_process_fires_it(
    database: Database, settings: Settings, moment: MovingClock
) -> None:
    async with running_jobs(SamplePlatform(settings, schedules=registry(DAILY)), FAST):
        moment.set(NEXT_MORNING)
        await until(_it_has_run)

    assert await effects() == [("pagi", 1)]


async def _it_has_run() -> bool:
    return bool(await effects())
