"""Tasks, a table and a platform for the tests of jobs; also for the processes these tests start and kill."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db import AppModels, Apps, transaction
from kopukm_core.jobs import (
    AbandonJobError,
    JobContext,
    JobTiming,
    ScheduleRegistry,
    Task,
    TaskRegistry,
    enqueue,
    task,
)
from kopukm_core.settings import Settings


class Effect(Model):
    """What a job did."""

    id = fields.BigIntField(primary_key=True)
    label = fields.CharField(max_length=100)
    attempt = fields.IntField()

    class Meta:
        table = "sample_effect"


APPS: Apps = {
    "core": AppModels(("kopukm_core.jobs.models",)),
    "sample": AppModels(("jobs.job_samples",)),
}

FAST = JobTiming(
    lease=1.0, beat=0.1, poll=0.05, resend=0.2, grace=0.2, first_delay=0.01, longest_delay=0.02, concurrency=3
)


@task("sample.write_effect", max_retries=2)
async def write_effect(job: JobContext, label: str) -> None:
    """Store one effect, once."""
    async with job.transaction():
        await Effect.create(label=label, attempt=job.attempt)


@task("sample.hang_at_first")
async def hang_at_first(job: JobContext, label: str, folder: str) -> None:
    """The first attempt leaves a sign in the folder and hangs; later ones store the effect."""
    sign = Path(folder) / label
    if not sign.exists():
        sign.touch()
        await asyncio.Event().wait()
    async with job.transaction():
        await Effect.create(label=label, attempt=job.attempt)


@task("sample.count_up")
async def count_up(job: JobContext, folder: str) -> None:
    """Five chunks, one effect each; the first attempt hangs after the second chunk, inside the third."""
    for number in range(job.checkpoint or 0, 5):
        async with job.chunk():
            await Effect.create(label=f"chunk {number}", attempt=job.attempt)
            if number == 2 and not (Path(folder) / "hung").exists():
                (Path(folder) / "hung").touch()
                await asyncio.Event().wait()
            job.checkpoint = number + 1


@task("sample.fail", max_retries=2)
async def fail(job: JobContext, times: int, label: str = "") -> None:
    """Fail so many times, with a name in the message that must not be kept."""
    async with job.transaction():
        await Effect.create(label=label, attempt=job.attempt)
        if job.attempt <= times:
            raise ValueError("Budi Santoso, 3201010101010001")


@task("sample.abandon")
async def abandon(job: JobContext) -> None:
    """A job that has no hope."""
    raise AbandonJobError("Berkasnya sudah dihapus.")


@task("sample.overrun", max_retries=0, time_limit=0.05)
async def overrun(job: JobContext) -> None:
    """A job that takes longer than it may."""
    await asyncio.Event().wait()


@task("sample.pass_on")
async def pass_on(job: JobContext, label: str) -> None:
    """A job that causes another one, in the transaction that ends it."""
    async with job.transaction():
        await job.enqueue("sample.write_effect", {"label": label})


@task("other.write_effect", queue="other")
async def write_other(job: JobContext, label: str) -> None:
    """The same for another plugin."""
    async with job.transaction():
        await Effect.create(label=label, attempt=job.attempt)


TASKS: tuple[Task, ...] = (
    write_effect,
    hang_at_first,
    count_up,
    fail,
    abandon,
    overrun,
    pass_on,
    write_other,
)


@dataclass(frozen=True)
class SamplePlatform:
    """What the job machinery needs of a platform."""

    settings: Settings
    tasks: TaskRegistry = field(default_factory=lambda: sample_tasks())
    schedules: ScheduleRegistry = field(default_factory=lambda: ScheduleRegistry(sample_tasks()))


def sample_tasks(*more: Task) -> TaskRegistry:
    """The tasks above, and more."""
    return TaskRegistry((declared.owner, declared) for declared in (*TASKS, *more))


async def store(task_name: str, unique_key: str | None = None, **arguments: object) -> int:
    """Enqueue in a transaction of its own."""
    async with transaction():
        return await enqueue(task_name, arguments, unique_key=unique_key)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 20.0) -> None:
    """Wait for the condition; fail where it does not come true."""
    deadline = time.monotonic() + seconds
    while not await condition():
        assert time.monotonic() < deadline, "the condition did not come true"
        await asyncio.sleep(0.02)


async def effects() -> list[tuple[str, int]]:
    """Label and attempt of each effect, in order of label."""
    return sorted([(effect.label, effect.attempt) for effect in await Effect.all()])
