"""Without Redis, the server process does the jobs itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.job_samples import APPS, FAST, SamplePlatform, effects, sample_tasks, store, until
from jobs.job_waiting import effects_are, file_exists, one_is_dead, outbox_is_empty
from kopukm_core import clock
from kopukm_core.db import Apps, Database, transaction
from kopukm_core.errors import ConflictError, NotFoundError
from kopukm_core.jobs import (
    JobContext,
    dead_jobs,
    enqueue,
    remove_dead_job,
    revive_job,
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


async def test_a_job_runs_once_and_its_row_leaves(database: Database, platform: SamplePlatform) -> None:
    async with running_jobs(platform, FAST):
        for label in "abcdefgh":
            await store("sample.write_effect", label=label)
        await store("other.write_effect", label="z")
        await until(outbox_is_empty)

    assert await effects() == [(label, 1) for label in "abcdefghz"]
    assert await JobInstance.all().count() == 0


async def test_a_job_stored_before_the_start_runs(database: Database, platform: SamplePlatform) -> None:
    with use_tasks(platform.tasks):
        await store("sample.pass_on", label="a")

    async with running_jobs(platform, FAST):
        await until(outbox_is_empty)

    assert await effects() == [("a", 1)]


async def test_a_job_is_not_run_before_its_time(database: Database, platform: SamplePlatform) -> None:
    start = clock.now()
    async with running_jobs(platform, FAST):
        async with transaction():
            later = start + timedelta(hours=1)
            waiting = await enqueue("sample.write_effect", {"label": "later"}, run_at=later)
            await enqueue("sample.write_effect", {"label": "now"}, run_at=start)
        await until(lambda: effects_are([("now", 1)]))

    assert (await OutboxJob.get()).id == waiting


async def test_a_failing_job_is_tried_again_and_leaves_no_half_effect(
    database: Database, platform: SamplePlatform
) -> None:
    async with running_jobs(platform, FAST):
        await store("sample.fail", times=2, label="a")
        await until(outbox_is_empty)

    assert await effects() == [("a", 3)]


async def test_in_the_end_it_is_dead_with_a_reason_that_tells_no_names(
    database: Database, platform: SamplePlatform
) -> None:
    async with running_jobs(platform, FAST):
        await store("sample.fail", times=99)
        await until(one_is_dead)

    (job,) = await dead_jobs()
    assert job.attempts == 3
    assert "ValueError" in job.last_error
    assert "job_samples.py:" in job.last_error
    assert "Budi" not in job.last_error
    assert await effects() == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [("sample.abandon", "Berkasnya sudah dihapus."), ("sample.overrun", "Melewati batas waktu 0.05 detik.")],
)
async def test_what_has_no_hope_is_dead_at_once(
    database: Database, platform: SamplePlatform, name: str, reason: str
) -> None:
    async with running_jobs(platform, FAST):
        await store(name)
        await until(one_is_dead)

    (job,) = await dead_jobs()
    assert (job.attempts, job.last_error) == (1, reason)


async def test_a_dead_job_can_be_revived_or_removed(database: Database, platform: SamplePlatform) -> None:
    with use_tasks(platform.tasks):
        first = await store("sample.write_effect", unique_key="k", label="a")
        await OutboxJob.filter(id=first).update(status=JobStatus.DEAD)
        second = await store("sample.write_effect", unique_key="k", label="a")
        with pytest.raises(ConflictError):
            await revive_job(first)
        await OutboxJob.filter(id=second).delete()
        await revive_job(first)
        with pytest.raises(NotFoundError):
            await remove_dead_job(first)

    assert (await OutboxJob.get()).status is JobStatus.WAITING


async def test_arguments_that_no_longer_fit_mean_death(database: Database, platform: SamplePlatform) -> None:
    with use_tasks(platform.tasks):
        await store("sample.write_effect", label="a")
    await OutboxJob.all().update(arguments='{"name": "a"}')

    async with running_jobs(platform, FAST):
        await until(one_is_dead)

    (job,) = await dead_jobs()
    assert "label" in job.last_error


async def test_a_job_whose_plugin_is_off_waits(database: Database, settings: Settings) -> None:
    @task("sample.gone")
    async def gone(job: JobContext) -> None: ...

    with use_tasks(sample_tasks(gone)):
        waiting = await store("sample.gone")

    async with running_jobs(SamplePlatform(settings), FAST):
        await store("sample.write_effect", label="a")
        await until(lambda: effects_are([("a", 1)]))

    job = await OutboxJob.get()
    assert (job.id, job.status) == (waiting, JobStatus.WAITING)


async def test_one_queue_does_not_hold_up_another(
    database: Database, platform: SamplePlatform, settings: Settings
) -> None:
    async with running_jobs(platform, FAST):
        for number in range(FAST.concurrency):
            await store("sample.hang_at_first", label=f"slow {number}", folder=str(settings.home))
        await until(lambda: file_exists(settings.home, f"slow {FAST.concurrency - 1}"))
        await store("sample.write_effect", label="behind")
        await store("other.write_effect", label="beside")
        await until(lambda: effects_are([("beside", 1)]))


async def test_two_processes_on_one_database_double_nothing(
    database: Database, platform: SamplePlatform
) -> None:
    labels = [f"{number:03}" for number in range(60)]
    async with running_jobs(platform, FAST), running_jobs(platform, FAST):
        async with transaction():
            for label in labels:
                await enqueue("sample.write_effect", {"label": label})
        await until(outbox_is_empty)

    assert await effects() == [(label, 1) for label in labels]
