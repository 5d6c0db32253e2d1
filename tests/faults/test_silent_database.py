"""A database that is slow, silent or gone: requests end in time, connections come back, nothing is half stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cable import Cable, cable_to
from jobs.job_samples import APPS, FAST, Effect, SamplePlatform, effects, sample_tasks, store, until
from jobs.job_waiting import outbox_is_empty_again
from kopukm_core.db import (
    Apps,
    Database,
    DatabaseBusyError,
    DatabaseUnavailableError,
    Dialect,
    rows,
    transaction,
)
from kopukm_core.jobs import JobContext, running_jobs, task, use_tasks
from kopukm_core.settings import Settings

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES])]

SECONDS = 20


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
def cable(database_url: str) -> Iterator[tuple[Cable, str]]:
    with cable_to(database_url) as made:
        yield made


@pytest.fixture
def settings(cable: tuple[Cable, str], tmp_path: Path) -> Settings:
    variables = {"KOPUKM_DATABASE_POOL_MAX": "2", "KOPUKM_LOCK_TIMEOUT": "0.4"}
    return Settings(home=tmp_path, database_url=cable[1], variables=variables)


@pytest.fixture
async def all_lent(database: Database) -> AsyncIterator[None]:
    """Every connection of the pool is busy with something long."""
    ready = [asyncio.Event(), asyncio.Event()]
    done = asyncio.Event()

    async def hold(begun: asyncio.Event) -> None:
        async with transaction():
            begun.set()
            await done.wait()

    holding = [asyncio.create_task(hold(begun)) for begun in ready]
    await asyncio.gather(*(begun.wait() for begun in ready))
    yield
    done.set()
    await asyncio.gather(*holding)
    assert await rows("SELECT 1 AS one") == [{"one": 1}]


async def test_with_every_connection_busy_one_is_told_to_come_again(all_lent: None) -> None:
    async with asyncio.timeout(SECONDS):
        with pytest.raises(DatabaseBusyError, match="terlalu sibuk"):
            await rows("SELECT 1 AS one")
        with pytest.raises(DatabaseBusyError, match="terlalu sibuk"):
            async with transaction():
                raise AssertionError("entered")


async def test_a_hundred_cancelled_operations_take_no_connection_away(database: Database) -> None:
    async def work(number: int) -> None:
        async with transaction():
            await Effect.create(label=f"{number}", attempt=0)
            await rows("SELECT pg_sleep(30)::text AS slept")

    async def cancelled(number: int) -> None:
        with suppress(TimeoutError, DatabaseBusyError):
            async with asyncio.timeout(0.005 * (number % 7)):
                await work(number)

    async with asyncio.timeout(SECONDS):
        for begin in range(0, 100, 10):
            await asyncio.gather(*(cancelled(number) for number in range(begin, begin + 10)))
        async with transaction():
            assert await rows("SELECT 1 AS one") == [{"one": 1}]
        assert await asyncio.gather(*(rows("SELECT 1 AS one") for _ in range(4))) == [[{"one": 1}]] * 4
    assert await effects() == []


async def test_a_silent_server_holds_nobody_longer_than_the_limit(
    database: Database, cable: tuple[Cable, str]
) -> None:
    async def command(label: str) -> None:
        async with transaction():
            await Effect.create(label=label, attempt=0)
            cable[0].stall()
            await rows("SELECT 1 AS one")

    async with asyncio.timeout(SECONDS):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await command("half")
        with pytest.raises((DatabaseBusyError, DatabaseUnavailableError, TimeoutError)):
            async with asyncio.timeout(0.1):
                await rows("SELECT 1 AS one")
        cable[0].flow()
        assert await rows("SELECT 1 AS one") == [{"one": 1}]
        assert await effects() == []


async def test_a_connection_cut_in_a_transaction_leaves_nothing(
    database: Database, cable: tuple[Cable, str]
) -> None:
    with pytest.raises(DatabaseUnavailableError):
        async with transaction():
            await Effect.create(label="half", attempt=0)
            cable[0].pull()
            await rows("SELECT 1 AS one")
    with pytest.raises(DatabaseUnavailableError):
        await rows("SELECT 1 AS one")
    cable[0].flow()
    assert await effects() == []


async def test_a_server_away_for_many_attempts_kills_no_job(
    database: Database, cable: tuple[Cable, str], settings: Settings
) -> None:
    outages = 0

    @task("sample.meet_outages", max_retries=2)
    async def meet_outages(job: JobContext) -> None:
        nonlocal outages
        if outages < 5:
            outages += 1
            cable[0].cut()
            await rows("SELECT 1 AS one")
        async with job.transaction():
            await Effect.create(label="a", attempt=job.attempt)

    platform = SamplePlatform(settings, sample_tasks(meet_outages))
    async with asyncio.timeout(SECONDS):
        with use_tasks(platform.tasks):
            await store("sample.meet_outages")
        async with running_jobs(platform, FAST):
            await until(outbox_is_empty_again)
    assert await effects() == [("a", 1)]
