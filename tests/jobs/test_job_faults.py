"""Whatever happens to a process, its clock or its connections: no job is lost, none has two effects."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from jobs.job_samples import APPS, FAST, Effect, SamplePlatform, effects, sample_tasks, store, until
from jobs.job_waiting import (
    file_exists,
    is_running,
    number_dead,
    one_is_dead,
    outbox_is_empty,
    outbox_is_empty_again,
)
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import Apps, Database, DatabaseUnavailableError, Dialect, rows, transaction
from kopukm_core.jobs import (
    JobContext,
    dead_jobs,
    enqueue,
    running_jobs,
    task,
    use_tasks,
)
from kopukm_core.jobs.models import JobInstance, JobStatus, OutboxJob
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
def platform(settings: Settings) -> SamplePlatform:
    return SamplePlatform(settings)


async def test_at_the_stop_a_running_job_is_put_back_uncounted(
    database: Database, platform: SamplePlatform, settings: Settings
) -> None:
    async with running_jobs(platform, FAST):
        await store("sample.hang_at_first", label="a", folder=str(settings.home))
        await until(lambda: file_exists(settings.home, "a"))

    job = await OutboxJob.get()
    assert (job.status, job.attempts, job.lease_owner) == (JobStatus.WAITING, 0, None)


async def test_who_was_taken_for_dead_stores_nothing(database: Database, settings: Settings) -> None:
    effect_allowed = asyncio.Event()

    @task("sample.dawdle")
    async def dawdle(job: JobContext) -> None:
        await effect_allowed.wait()
        async with job.transaction():
            await enqueue("sample.write_effect", {"label": "zombie"})

    platform = SamplePlatform(settings, sample_tasks(dawdle))
    async with running_jobs(platform, FAST):
        job_id = await store("sample.dawdle")
        await until(lambda: is_running(job_id))
        await OutboxJob.filter(id=job_id).update(lease_owner="somebody else")
        effect_allowed.set()
        await until(outbox_is_empty)

    # The owner that nobody knows was found dead, and the job ran again: one effect, not two.
    assert await effects() == [("zombie", 1)]


async def test_a_clock_set_back_holds_up_no_retry(database: Database, platform: SamplePlatform) -> None:
    with use_tasks(platform.tasks):
        await store("sample.write_effect", label="a")
    ahead = clock.now() + timedelta(hours=1)
    await OutboxJob.all().update(run_at=ahead + timedelta(seconds=2), retried_at=ahead, attempts=1)

    async with running_jobs(platform, FAST):
        await until(outbox_is_empty)

    assert await effects() == [("a", 2)]


async def test_a_process_taken_for_dead_gives_up_its_jobs_and_begins_anew(
    database: Database, platform: SamplePlatform, settings: Settings
) -> None:
    async with running_jobs(platform, FAST):
        await store("sample.hang_at_first", label="a", folder=str(settings.home))
        await until(lambda: file_exists(settings.home, "a"))
        await JobInstance.all().delete()
        await until(outbox_is_empty)

    # Whether the cancelled attempt counts depends on who gives the job back first.
    assert [label for label, _ in await effects()] == ["a"]


async def test_a_claim_whose_answer_was_lost_is_undone(database: Database, platform: SamplePlatform) -> None:
    with use_tasks(platform.tasks):
        job_id = await store("sample.write_effect", label="a")
    await OutboxJob.all().update(status=JobStatus.RUNNING, attempts=1, lease_owner="x")
    async with running_jobs(platform, FAST):
        this_process = (await JobInstance.get()).id
        await OutboxJob.filter(id=job_id).update(status=JobStatus.RUNNING, lease_owner=this_process)
        await until(outbox_is_empty)

    assert [label for label, _ in await effects()] == ["a"]


async def test_a_job_that_kills_its_process_each_time_is_dead(
    database: Database, platform: SamplePlatform
) -> None:
    with use_tasks(platform.tasks):
        await store("sample.write_effect", label="a")
    await OutboxJob.all().update(attempts=3)

    async with running_jobs(platform, FAST):
        await until(one_is_dead)

    (job,) = await dead_jobs()
    assert "berhenti mendadak" in job.last_error
    assert await effects() == []


@pytest.mark.parametrize("fails", [False, True])
async def test_who_waits_for_a_job_that_is_given_up_is_told_with_its_end(
    database: Database, settings: Settings, fails: bool
) -> None:
    async def told(platform: SamplePlatform, label: str) -> None:
        await Effect.create(label=f"given up: {label}", attempt=0)
        if fails:
            raise ValueError("a fault of the plugin")

    @task("sample.hopeless", max_retries=1, given_up=told)
    async def hopeless(job: JobContext, label: str) -> None:
        raise ValueError(label)

    async with running_jobs(SamplePlatform(settings, sample_tasks(hopeless)), FAST):
        await store("sample.hopeless", label="a")
        await until(one_is_dead)

    assert await effects() == ([] if fails else [("given up: a", 0)])


async def test_a_database_that_is_away_brings_no_job_nearer_its_death(
    database: Database, settings: Settings
) -> None:
    begun: list[int] = []

    @task("sample.unlucky", max_retries=0)
    async def unlucky(job: JobContext) -> None:
        begun.append(job.attempt)
        async with job.transaction():
            await Effect.create(label="a", attempt=job.attempt)
            if len(begun) < 4:
                raise DatabaseUnavailableError("Basis data tidak menjawab.")

    async with running_jobs(SamplePlatform(settings, sample_tasks(unlucky)), FAST):
        await store("sample.unlucky")
        await until(outbox_is_empty)

    assert begun == [1, 1, 1, 1]
    assert await effects() == [("a", 1)]


async def test_a_task_that_exits_or_cancels_itself_has_failed(database: Database, settings: Settings) -> None:
    @task("sample.leave", max_retries=0)
    async def leave(job: JobContext) -> None:
        raise SystemExit(1)

    @task("sample.cancel", max_retries=0)
    async def cancel(job: JobContext) -> None:
        raise asyncio.CancelledError

    async with running_jobs(SamplePlatform(settings, sample_tasks(leave, cancel)), FAST):
        await store("sample.leave")
        await store("sample.cancel")
        await until(lambda: number_dead(2))


@pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES])
async def test_connections_cut_by_the_database_lose_nothing(
    database: Database, platform: SamplePlatform
) -> None:
    labels = [f"{number:02}" for number in range(40)]
    async with running_jobs(platform, FAST):
        async with transaction():
            for label in labels:
                await enqueue("sample.write_effect", {"label": label})
        await until(_some_are_done)
        await rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await until(outbox_is_empty_again)

    assert [label for label, _ in await effects()] == labels


async def _some_are_done() -> bool:
    return await OutboxJob.all().count() < 35


async def test_a_clock_that_jumps_takes_no_job_away(database: Database, settings: Settings) -> None:
    may_end = asyncio.Event()

    @task("sample.dawdle")
    async def dawdle(job: JobContext) -> None:
        await may_end.wait()
        async with job.transaction():
            await Effect.create(label="a", attempt=job.attempt)

    platform = SamplePlatform(settings, sample_tasks(dawdle))
    moment = MovingClock(clock.now())
    with clock.using(moment):
        async with running_jobs(platform, FAST), running_jobs(platform, FAST):
            job_id = await store("sample.dawdle")
            await until(lambda: is_running(job_id))
            holder = (await OutboxJob.get()).lease_owner
            for jump in (timedelta(days=400), timedelta(days=-900)):
                moment.move(jump)
                await _all_give_signs_of_life()
                assert (await OutboxJob.get()).lease_owner == holder
            may_end.set()
            await until(outbox_is_empty)

    assert await effects() == [("a", 1)]


async def _all_give_signs_of_life() -> None:
    before = {instance.id: instance.beat for instance in await JobInstance.all()}

    async def all_have() -> bool:
        return all(instance.beat > before[instance.id] + 1 for instance in await JobInstance.all())

    await until(all_have)
