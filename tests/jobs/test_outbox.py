"""Enqueueing belongs to the transaction that causes the job."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobs.job_samples import APPS, sample_tasks, store
from kopukm_core.db import Apps, Database, transaction
from kopukm_core.jobs import (
    JobArgumentsError,
    OutsideTransactionError,
    UnknownTaskError,
    claims,
    enqueue,
    use_tasks,
)
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.models import JobStatus, OutboxJob

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture(autouse=True)
def _tasks() -> Iterator[None]:
    with use_tasks(sample_tasks()):
        yield


async def test_a_job_is_stored_with_its_transaction(database: Database) -> None:
    async with transaction():
        job_id = await enqueue("sample.write_effect", {"label": "a"}, caused_by=7)

    job = await OutboxJob.get(id=job_id)
    assert (job.task, job.queue, job.arguments) == ("sample.write_effect", "sample", '{"label": "a"}')
    assert (job.status, job.caused_by, job.attempts) == (JobStatus.WAITING, 7, 0)


async def test_a_job_goes_with_a_transaction_that_is_undone(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await enqueue("sample.write_effect", {"label": "a"})
            raise ZeroDivisionError

    assert await OutboxJob.all().count() == 0


async def test_outside_a_transaction_it_is_refused(database: Database) -> None:
    with pytest.raises(OutsideTransactionError, match="transaction"):
        await enqueue("sample.write_effect", {"label": "a"})

    assert await OutboxJob.all().count() == 0


async def test_an_unknown_task_and_wrong_arguments_are_refused_at_once(database: Database) -> None:
    async with transaction():
        with pytest.raises(UnknownTaskError):
            await enqueue("sample.nothing")
        with pytest.raises(JobArgumentsError):
            await enqueue("sample.write_effect", {"label": 1})

    assert await OutboxJob.all().count() == 0


async def test_a_unique_key_has_one_job_that_is_not_done(database: Database) -> None:
    first = await store("sample.write_effect", unique_key="score:5", label="a")
    second = await store("sample.write_effect", unique_key="score:5", label="a")
    other = await store("sample.write_effect", unique_key="score:6", label="b")

    assert first == second != other
    assert await OutboxJob.all().count() == 2


async def test_asked_for_while_it_runs_it_runs_once_more(database: Database) -> None:
    job_id = await store("sample.write_effect", unique_key="score:5", label="a")
    instance = Instance("test", 15.0)
    await instance.register()
    await claims.claim_due(instance.id, "sample", ["sample.write_effect"], 5)

    assert await store("sample.write_effect", unique_key="score:5", label="a") == job_id
    await claims.finish(job_id, instance.id)

    job = await OutboxJob.get()
    assert (job.id, job.status, job.attempts, job.again) == (job_id, JobStatus.WAITING, 0, False)
    await claims.claim_due(instance.id, "sample", ["sample.write_effect"], 5)
    await claims.finish(job_id, instance.id)
    assert await OutboxJob.all().count() == 0


async def test_a_dead_job_frees_its_unique_key(database: Database) -> None:
    job_id = await store("sample.write_effect", unique_key="score:5", label="a")
    await OutboxJob.filter(id=job_id).update(status=JobStatus.DEAD)

    assert await store("sample.write_effect", unique_key="score:5", label="a") != job_id
