"""Jobs beside the server: what its process starts, and ends in good order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kopukm_core.jobs.background import giving_signs_of_life, in_background
from kopukm_core.jobs.context import JobPlatform
from kopukm_core.jobs.embedded import EmbeddedRunner
from kopukm_core.jobs.execution import Executor
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.outbox import use_tasks
from kopukm_core.jobs.relay import RedisRelay
from kopukm_core.jobs.schedules import Scheduler, sync_schedules
from kopukm_core.jobs.timing import JobTiming


@asynccontextmanager
async def running_jobs(platform: JobPlatform, timing: JobTiming | None = None) -> AsyncIterator[None]:
    """The part of the server process: it fires schedules, and runs jobs itself or hands them to Redis.

    The database is open and migrated. On leaving, running jobs are given the grace to finish.
    """
    timing = timing or JobTiming()
    with use_tasks(platform.tasks):
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        async with in_background(Scheduler(platform.schedules, platform.settings.time_zone, timing).run()):
            if platform.settings.redis_url:
                async with _relaying(platform, timing):
                    yield
            else:
                async with _embedded(platform, timing):
                    yield


@asynccontextmanager
async def _relaying(platform: JobPlatform, timing: JobTiming) -> AsyncIterator[None]:
    from kopukm_core.jobs.redis_broker import open_broker

    broker = open_broker(platform.settings.redis_url)
    watch = Instance("relay", timing.lease)
    try:
        async with (
            giving_signs_of_life(watch, Executor(platform, platform.tasks, watch, timing), timing),
            in_background(RedisRelay(platform.tasks, broker, timing).run()),
        ):
            yield
    finally:
        broker.disconnect()


@asynccontextmanager
async def _embedded(platform: JobPlatform, timing: JobTiming) -> AsyncIterator[None]:
    instance = Instance("embedded", timing.lease)
    executor = Executor(platform, platform.tasks, instance, timing)
    runner = EmbeddedRunner(platform.tasks, instance, executor, timing)
    async with giving_signs_of_life(instance, executor, timing):
        try:
            async with in_background(runner.run()):
                yield
        finally:
            await runner.drain()
