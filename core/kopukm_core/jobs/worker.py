"""The worker process: Dramatiq's threads take messages from Redis, the process's event loop does the jobs."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import signal

from dramatiq import Worker

from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs import claims
from kopukm_core.jobs.background import giving_signs_of_life, in_background
from kopukm_core.jobs.context import JobPlatform
from kopukm_core.jobs.execution import Executor
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.outbox import use_tasks
from kopukm_core.jobs.redis_broker import LOGIN_REFUSED, bind_tasks, open_broker
from kopukm_core.jobs.relay import RedisRelay
from kopukm_core.jobs.schedules import Scheduler, sync_schedules
from kopukm_core.jobs.timing import JobTiming

logger = logging.getLogger("kopukm.jobs")


async def run_worker(
    platform: JobPlatform,
    *,
    queues: frozenset[str] | None = None,
    stop: asyncio.Event | None = None,
    timing: JobTiming | None = None,
) -> None:
    """A worker process: takes jobs from Redis until `stop` is set; without one, until SIGTERM or SIGINT.

    Every job runs on the loop that calls this, where the database is open. `queues` limits which are taken.
    Raises ConfigurationError without a Redis url, for a password that Redis refuses, or for a queue that no task has.
    """
    timing = timing or JobTiming()
    if not platform.settings.redis_url:
        raise ConfigurationError(
            "KOPUKM_REDIS_URL belum diisi, jadi tidak ada antrean untuk dikerjakan proses ini.",
            remedy="Isi pada server dan worker; tanpa Redis, kopukm serve mengerjakannya sendiri.",
        )
    unknown = sorted((queues or frozenset()) - set(platform.tasks.queues))
    if unknown:
        raise ConfigurationError(
            f"Tidak ada antrean bernama {', '.join(unknown)}.",
            remedy=f"Antrean yang ada: {', '.join(platform.tasks.queues)}.",
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
        with contextlib.suppress(concurrent.futures.CancelledError):
            asyncio.run_coroutine_threadsafe(take(job_id), loop).result()

    broker = open_broker(platform.settings.redis_url)
    if await asyncio.to_thread(broker.fault) == LOGIN_REFUSED:
        # One that is away comes back by itself; a wrong password does not.
        raise ConfigurationError(
            "Redis menolak pengguna atau sandi.", remedy="Periksa pengguna dan sandi di KOPUKM_REDIS_URL."
        )
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
            giving_signs_of_life(instance, executor, timing),
            in_background(Scheduler(platform.schedules, platform.settings.time_zone, timing).run()),
            in_background(RedisRelay(platform.tasks, broker, timing).run()),
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
