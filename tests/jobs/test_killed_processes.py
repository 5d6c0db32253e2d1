"""A process killed at any moment loses no job and does none twice."""

from __future__ import annotations

import signal

import pytest

from jobs.job_process import job_process
from jobs.job_samples import APPS, SamplePlatform, effects, store, until
from jobs.job_waiting import outbox_is_empty
from kopukm_core.db import Apps, Database
from kopukm_core.jobs import use_tasks
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return APPS


async def test_killed_in_the_middle_jobs_are_done_by_the_next_process(
    database: Database, settings: Settings
) -> None:
    async def both_are_in_the_middle() -> bool:
        return (settings.home / "a").exists() and (settings.home / "hung").exists()

    with use_tasks(SamplePlatform(settings).tasks):
        await store("sample.hang_at_first", label="a", folder=str(settings.home))
        await store("sample.count_up", folder=str(settings.home))
    with job_process("server", settings) as first:
        await until(both_are_in_the_middle)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert await effects() == [("chunk 0", 1), ("chunk 1", 1)]

    with job_process("server", settings):
        await until(outbox_is_empty)

    assert await effects() == [
        ("a", 2),
        ("chunk 0", 1),
        ("chunk 1", 1),
        ("chunk 2", 2),
        ("chunk 3", 2),
        ("chunk 4", 2),
    ]


async def test_a_killed_process_is_succeeded_by_one_that_already_runs(
    database: Database, settings: Settings
) -> None:
    async def sign_is_there() -> bool:
        return (settings.home / "a").exists()

    with job_process("server", settings) as first:
        with use_tasks(SamplePlatform(settings).tasks):
            await store("sample.hang_at_first", label="a", folder=str(settings.home))
        await until(sign_is_there)
        with job_process("server", settings):
            first.send_signal(signal.SIGKILL)
            first.wait()
            await until(outbox_is_empty)

    assert await effects() == [("a", 2)]
