"""Clocks that jump by hours, days and years, and servers whose clocks differ: nothing doubled, nobody locked out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commands.officers import OFFICER
from commands.stand_models import Stand
from commands.stand_plugin import MODELS as STAND_MODELS
from commands.stand_plugin import SOURCE
from identity.people import account
from jobs.job_samples import APPS as JOB_APPS
from jobs.job_samples import sample_tasks
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import AppModels, Apps, Database
from kopukm_core.errors import NotAuthenticatedError, ThrottledError
from kopukm_core.identity.authentication import actor_from_token
from kopukm_core.identity.throttle import FREE_ATTEMPTS, LONGEST_WAIT, count_attempt
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.jobs import Schedule, ScheduleRegistry, fire_due, sync_schedules, use_tasks
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

WIB = ZoneInfo("Asia/Jakarta")
START = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
TEN_YEARS = timedelta(days=3650)
EVERY_MINUTE = Schedule("sample.often", "* * * * *", "sample.write_effect", {"label": "a"}, "Setiap menit")


@pytest.fixture
def apps() -> Apps:
    return {
        "core": AppModels(MODELS.models),
        "market": AppModels(STAND_MODELS.models),
        "sample": JOB_APPS["sample"],
    }


@pytest.fixture(autouse=True)
def moment() -> Iterator[MovingClock]:
    moving = MovingClock(START)
    with clock.using(moving), using_keys(KeyRing({"k1": bytes(range(32))})):
        yield moving


@pytest.fixture
async def platform(settings: Settings, moment: MovingClock) -> AsyncIterator[Platform]:
    without_sample = build_platform(settings, [SOURCE])
    async with without_sample.open(prepare=False) as running:
        yield running


async def test_a_jump_ahead_fires_a_schedule_of_every_minute_once(
    database: Database, moment: MovingClock
) -> None:
    often = ScheduleRegistry(sample_tasks(), [("sample", EVERY_MINUTE)])
    with use_tasks(sample_tasks()):
        await sync_schedules(often, WIB)
        moment.move(TEN_YEARS)
        assert [await fire_due(often, WIB) for _ in range(3)] == [1, 0, 0]
        moment.set(START)
        await sync_schedules(often, WIB)
        moment.move(timedelta(minutes=1))
        assert [await fire_due(often, WIB) for _ in range(3)] == [1, 0, 0]
        moment.set(START - timedelta(hours=3))
        await sync_schedules(often, WIB)
        assert await fire_due(often, WIB) == 0
    assert await OutboxJob.all().count() == 2


async def test_two_servers_whose_clocks_differ_fire_each_slot_once(
    database: Database, moment: MovingClock
) -> None:
    often = ScheduleRegistry(sample_tasks(), [("sample", EVERY_MINUTE)])
    late, early = MovingClock(START), MovingClock(START + timedelta(minutes=4))
    fired = 0
    with use_tasks(sample_tasks()):
        for _ in range(10):
            for one in (late, early):
                one.move(timedelta(minutes=1))
                with clock.using(one):
                    await sync_schedules(often, WIB)
                    fired += await fire_due(often, WIB)
    slots = len({job.created_at for job in await OutboxJob.all()})
    assert await OutboxJob.all().count() == fired <= 14
    assert slots >= 10


async def test_who_failed_to_log_in_while_the_clock_was_ahead_is_not_locked_out_for_years(
    platform: Platform, moment: MovingClock
) -> None:
    moment.move(TEN_YEARS)
    for _ in range(FREE_ATTEMPTS["account"]):
        await count_attempt("siti", "203.0.113.9")
    with pytest.raises(ThrottledError):
        await count_attempt("siti", "203.0.113.9")
    moment.set(START)
    await count_attempt("siti", "203.0.113.9")
    with pytest.raises(ThrottledError) as caught:
        await count_attempt("siti", "203.0.113.9")
    assert timedelta(seconds=caught.value.retry_after) <= LONGEST_WAIT


async def test_a_session_outlives_a_clock_that_was_wrong_for_a_while(
    platform: Platform, moment: MovingClock
) -> None:
    siti = await account()
    token = (await issue_person_token(siti, "Telepon")).text
    moment.move(TEN_YEARS)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_token(token, roles=platform.roles)
    for wrong in (START, START - TEN_YEARS, START):
        moment.set(wrong)
        assert (await actor_from_token(token, roles=platform.roles)).account_id == siti.id


async def test_a_key_is_remembered_whatever_the_clock_says(platform: Platform, moment: MovingClock) -> None:
    given: dict[str, Any] = {"number": 1, "name": "Bu Tini", "region_code": "32.01.01", "rent": 200_000}
    for jump in (timedelta(0), TEN_YEARS, -2 * TEN_YEARS):
        moment.move(jump)
        await platform.runner.run("market.open_stand", given, OFFICER, key="a")
    assert await Stand.all().count() == 1
