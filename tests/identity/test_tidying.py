"""The nightly job of identity: what ended long ago goes, what lives stays."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest

from identity.people import account
from kopukm_core.clock import MovingClock
from kopukm_core.db import transaction
from kopukm_core.identity.models import AccessToken, LoginThrottle
from kopukm_core.identity.throttle import count_attempt
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.jobs import running_jobs
from kopukm_core.platform import Platform

pytestmark = pytest.mark.anyio


async def test_the_job_deletes_what_ended_long_ago(platform: Platform, moving_clock: MovingClock) -> None:
    siti = await account()
    await issue_person_token(siti, "Lama")
    await count_attempt("siti", "203.0.113.9")
    moving_clock.move(timedelta(days=200))
    living = await issue_person_token(siti, "Baru")

    async with transaction():
        await platform.enqueue("core.forget_ended_access", {})
    async with running_jobs(platform):
        with anyio.fail_after(10):
            while await LoginThrottle.all().exists():  # noqa: ASYNC110 - the job is done elsewhere
                await anyio.sleep(0.05)

    assert [token.id for token in await AccessToken.all()] == [living.id]


async def test_the_schedule_is_declared(platform: Platform) -> None:
    assert [one.task for one in platform.schedules if one.name == "core.ended_access"] == [
        "core.forget_ended_access"
    ]
