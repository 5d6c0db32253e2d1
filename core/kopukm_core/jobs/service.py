"""Jobs while a process runs: what the server and the worker start, and end in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from dramatiq import Worker

from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs import claims
from kopukm_core.jobs.context import JobPlatform
from kopukm_core.jobs.embedded import EmbeddedRunner
from kopukm_core.jobs.execution import Executor
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.outbox import use_tasks
from kopukm_core.jobs.redis_broker import bind_tasks, open_broker
from kopukm_core.jobs.relay import RedisRelay
from kopukm_core.jobs.schedules import Scheduler, sync_schedules
from kopukm_core.jobs.timing import JobTiming

logger = logging.getLogger("kopukm.jobs")


@asynccontextmanager
async def running_jobs(platform: JobPlatform, timing: JobTiming | None = None) -> AsyncIterator[None]:
    """The part of the server process: it fires schedules, and runs jobs itself or hands them to Redis.

    The database is open and migrated. On leaving, running jobs are given the grace to finish.
    """
    timing = timing or JobTiming()
    with use_tasks(platform.tasks):
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        async with _in_background(Scheduler(platform.schedules, platform.settings.time_zone, timing).run()):
            if platform.settings.redis_url:
                async with _relaying(platform, timing):
                    yield
            else:
                async with _embedded(platform, timing):
                    yield


@asynccontextmanager
async def _relaying(platform: JobPlatform, timing: JobTiming) -> AsyncIterator[None]:
    broker = open_broker(platform.settings.redis_url)
    watch = Instance("relay", timing.lease)
    try:
        async with (
            _alive(watch, Executor(platform, platform.tasks, watch, timing), timing),
            _in_background(RedisRelay(platform.tasks, broker, timing).run()),
        ):
            yield
    finally:
        broker.disconnect()


@asynccontextmanager
async def _embedded(platform: JobPlatform, timing: JobTiming) -> AsyncIterator[None]:
    instance = Instance("embedded", timing.lease)
    executor = Executor(platform, platform.tasks, instance, timing)
    runner = EmbeddedRunner(platform.tasks, instance, executor, timing)
    async with _alive(instance, executor, timing):
        try:
            async with _in_background(runner.run()):
                yield
        finally:
            await runner.drain()


async def run_worker(
    platform: JobPlatform,
    *,
    queues: frozenset[str] | None = None,
    stop: asyncio.Event | None = None,
    timing: JobTiming | None = None,
) -> None:
    """A worker process: takes jobs from Redis until `stop` is set; without one, until SIGTERM or SIGINT.

    Every job runs on the loop that calls this, where the database is open. `queues` limits which are taken.
    Raises ConfigurationError without a Redis url.
    """
    timing = timing or JobTiming()
    if not platform.settings.redis_url:
        raise ConfigurationError(
            "KOPUKM_REDIS_URL belum diisi, jadi tidak ada antrean untuk dikerjakan proses ini.",
            remedy="Isi pada server dan worker; tanpa Redis, kopukm serve mengerjakannya sendiri.",
        )
    loop = asyncio.get_running_loop()
    stop = stop or _stop_on_signal(loop)
    instance = Instance("worker", timing.lease)
    executor = Executor(platform, platform.tasks, instance, timing)

    async def take(job_id: int) -> None:
        claimed = await claims.claim_sent(instance.id, job_id)
        if claimed is not None:
            await executor.run(claimed)

    def run_in_thread(job_id: int) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run_coroutine_threadsafe(take(job_id), loop).result()

    broker = open_broker(platform.settings.redis_url)
    bind_tasks(broker, platform.tasks, run_in_thread)
    worker = Worker(
        broker,
        queues=set(queues) if queues else None,
        worker_timeout=int(min(timing.poll, 0.5) * 1000),
        worker_threads=timing.concurrency * max(1, len(queues or platform.tasks.queues)),
    )
    worker.queue_prefetch = timing.concurrency
    with use_tasks(platform.tasks):
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        async with (
            _alive(instance, executor, timing),
            _in_background(Scheduler(platform.schedules, platform.settings.time_zone, timing).run()),
            _in_background(RedisRelay(platform.tasks, broker, timing).run()),
        ):
            await asyncio.to_thread(worker.start)
            logger.info("worker %s takes jobs", instance.id)
            try:
                await stop.wait()
            finally:
                await _stop_worker(worker, executor, timing)
    broker.disconnect()


async def _stop_worker(worker: Worker, executor: Executor, timing: JobTiming) -> None:
    """Stop from a thread, never on the loop: what still runs needs the loop to finish."""
    stopping = asyncio.ensure_future(asyncio.to_thread(worker.stop, int((timing.grace + 1.0) * 1000)))
    done, _ = await asyncio.wait({stopping}, timeout=timing.grace)
    if not done:
        executor.cancel_all()
    await stopping


def _stop_on_signal(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def _alive(instance: Instance, executor: Executor, timing: JobTiming) -> AsyncIterator[None]:
    """Give signs of life, and look for those of others, while the block runs."""

    async def live() -> None:
        while True:
            try:
                if not await instance.beat():
                    logger.error("process %s was taken for dead; it begins anew", instance.id)
                    executor.cancel_all()
                    await instance.register()
                await executor.reconcile()
                await instance.bury_the_dead()
            except Exception as error:
                logger.error("no sign of life can be given just now: %s", error)
            await asyncio.sleep(timing.beat)

    await instance.register()
    async with _in_background(live()):
        yield
    try:
        await instance.leave()
    except Exception as error:
        logger.warning("process %s cannot sign off: %s", instance.id, error)


@asynccontextmanager
async def _in_background(coroutine: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(coroutine)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
