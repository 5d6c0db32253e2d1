"""With Redis, the server hands jobs over and workers do them; Redis may be killed, and so may they."""

from __future__ import annotations

import signal
from dataclasses import replace

import pytest

from jobs.job_process import job_process
from jobs.job_samples import APPS, FAST, SamplePlatform, effects, store, until
from jobs.job_waiting import outbox_is_empty
from kopukm_core.db import Apps, Database
from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs import claims, running_jobs, use_tasks
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.jobs.redis_broker import open_broker
from kopukm_core.jobs.worker import run_worker
from kopukm_core.settings import Settings
from servers import RedisServer

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
def platform(settings: Settings, redis_server: RedisServer) -> SamplePlatform:
    return SamplePlatform(replace(settings, redis_url=redis_server.url))


async def all_are_sent() -> bool:
    return not await OutboxJob.filter(status=JobStatus.WAITING).exists()


async def test_workers_do_each_job_once(database: Database, platform: SamplePlatform) -> None:
    labels = [f"{number:02}" for number in range(40)]
    with job_process("worker", platform.settings):
        async with running_jobs(platform, FAST), running_jobs(platform, FAST):
            for label in labels:
                await store("sample.write_effect", label=label)
            await store("other.write_effect", label="z")
            await store("sample.fail", times=1, label="y")
            await until(outbox_is_empty)

    assert await effects() == [*((label, 1) for label in labels), ("y", 2), ("z", 1)]


async def test_a_killed_workers_job_is_done_by_the_next(database: Database, platform: SamplePlatform) -> None:
    async def sign_is_there() -> bool:
        return (platform.settings.home / "a").exists()

    async with running_jobs(platform, FAST):
        with job_process("worker", platform.settings) as first:
            await store("sample.hang_at_first", label="a", folder=str(platform.settings.home))
            await until(sign_is_there)
            first.send_signal(signal.SIGKILL)
            first.wait()
        with job_process("worker", platform.settings):
            await until(outbox_is_empty)

    assert await effects() == [("a", 2)]


async def test_while_redis_is_away_jobs_wait(
    database: Database, platform: SamplePlatform, redis_server: RedisServer
) -> None:
    async with running_jobs(platform, FAST):
        with job_process("worker", platform.settings):
            redis_server.kill()
            await store("sample.write_effect", label="a")
            redis_server.start()
            await until(outbox_is_empty)

    assert await effects() == [("a", 1)]


async def test_what_redis_lost_is_handed_over_again(
    database: Database, platform: SamplePlatform, redis_server: RedisServer
) -> None:
    async with running_jobs(platform, FAST):
        for label in "abc":
            await store("sample.write_effect", label=label)
        await until(all_are_sent)
        redis_server.kill()
        redis_server.start()
        with job_process("worker", platform.settings):
            await until(outbox_is_empty)

    assert await effects() == [("a", 1), ("b", 1), ("c", 1)]


async def test_without_workers_nothing_is_handed_over_twice(
    database: Database, platform: SamplePlatform
) -> None:
    timing = replace(FAST, resend=0.3, poll=0.01)
    async with running_jobs(platform, timing), running_jobs(platform, timing):
        first = await store("sample.write_effect", label="a")
        await until(all_are_sent)
        for label in "bcd":
            await store("other.write_effect", label=label)
            await until(all_are_sent)

    assert (await OutboxJob.get(id=first)).deliveries == 1


async def test_a_message_that_comes_twice_has_one_effect(
    database: Database, platform: SamplePlatform
) -> None:
    with use_tasks(platform.tasks):
        job_id = await store("sample.write_effect", label="a")
    broker = open_broker(platform.settings.redis_url)
    (sent,) = await claims.mark_sent("sample", platform.tasks.names, 10)
    for delivery in range(5):
        broker.hand_over(replace(sent, deliveries=delivery))

    async def none_is_left() -> bool:
        return await outbox_is_empty() and not broker.client.exists("kopukm:sample.msgs")

    with job_process("worker", platform.settings):
        await until(none_is_left)
    broker.disconnect()

    assert job_id == sent.id
    assert await effects() == [("a", 1)]


async def test_a_worker_asked_to_stop_puts_its_job_back(database: Database, platform: SamplePlatform) -> None:
    async def sign_is_there() -> bool:
        return (platform.settings.home / "a").exists()

    with job_process("worker", platform.settings) as worker:
        with use_tasks(platform.tasks):
            await store("sample.hang_at_first", label="a", folder=str(platform.settings.home))
        await until(sign_is_there)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0

    job = await OutboxJob.get()
    assert (job.attempts, job.lease_owner) == (0, None)


async def test_redis_taken_away_for_good_leaves_no_job_behind(
    database: Database, platform: SamplePlatform, settings: Settings
) -> None:
    async with running_jobs(platform, FAST):
        await store("sample.write_effect", label="a")
        await until(all_are_sent)

    async with running_jobs(SamplePlatform(settings), FAST):
        await until(outbox_is_empty)

    assert await effects() == [("a", 1)]


async def test_a_worker_without_redis_says_what_to_do(database: Database, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="KOPUKM_REDIS_URL"):
        await run_worker(SamplePlatform(settings), timing=FAST)


async def test_a_worker_for_a_queue_that_is_none_is_refused(
    database: Database, platform: SamplePlatform
) -> None:
    with pytest.raises(ConfigurationError, match="sampel"):
        await run_worker(platform, queues=frozenset({"sampel", "other"}), timing=FAST)
