"""The nightly job of identity: what ended long ago goes, what lives stays."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest

from identity.people import account
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import transaction
from kopukm_core.identity.models import AccessToken, LoginThrottle
from kopukm_core.identity.throttle import count_attempt
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.jobs import running_jobs, sweep_limit
from kopukm_core.jobs.models import OutboxJob, ScheduleFiring
from kopukm_core.platform import Platform

pytestmark = pytest.mark.anyio


async def platform_sweeps(platform: Platform) -> None:
    async with transaction():
        await platform.enqueue("core.forget_ended_access", {})
    async with running_jobs(platform):
        with anyio.fail_after(10):
            while await OutboxJob.all().exists():  # noqa: ASYNC110 - the job is done elsewhere
                await anyio.sleep(0.05)


async def nights(number: int) -> None:
    """The sweep was fired that often by now."""
    first = clock.now()
    await ScheduleFiring.bulk_create(
        [
            ScheduleFiring(schedule="core.ended_access", slot=first + timedelta(days=day), fired_at=first)
            for day in range(number)
        ]
    )


async def test_a_clock_set_ten_years_ahead_deletes_no_session(
    platform: Platform, moving_clock: MovingClock
) -> None:
    await issue_person_token(await account(), "Telepon")
    await nights(60)
    moving_clock.move(timedelta(days=3650))
    await nights(30)

    assert await sweep_limit("core.ended_access", timedelta(days=90), firings=90) is None
    await platform_sweeps(platform)
    moving_clock.move(timedelta(days=-3650))
    assert await AccessToken.all().count() == 1


async def test_the_job_deletes_what_ended_long_ago(platform: Platform, moving_clock: MovingClock) -> None:
    siti = await account()
    await issue_person_token(siti, "Lama")
    await count_attempt("siti", "203.0.113.9")
    moving_clock.move(timedelta(days=60))
    await nights(91)
    moving_clock.move(timedelta(days=140))
    living = await issue_person_token(siti, "Baru")

    await platform_sweeps(platform)

    assert not await LoginThrottle.all().exists()
    assert [token.id for token in await AccessToken.all()] == [living.id]


async def test_the_schedule_is_declared(platform: Platform) -> None:
    assert [one.task for one in platform.schedules if one.name == "core.ended_access"] == [
        "core.forget_ended_access"
    ]
