"""Jobs inside the server process, on its own event loop: the mode without Redis."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from kopukm_core.jobs import claims
from kopukm_core.jobs.errors import InstanceBuriedError
from kopukm_core.jobs.execution import Executor
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.timing import JobTiming
from kopukm_core.jobs.wake import WakeUp

logger = logging.getLogger("kopukm.jobs")


class EmbeddedRunner:
    """Claims due jobs as places fall free, so many per queue, and runs each as a task of the loop."""

    def __init__(
        self, registry: TaskRegistry, instance: Instance, executor: Executor, timing: JobTiming
    ) -> None:
        self._registry = registry
        self._instance = instance
        self._executor = executor
        self._timing = timing
        self._busy: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = WakeUp()

    async def run(self) -> None:
        """Until cancelled. Failures of the database are logged and waited out."""
        await self._take_back_what_redis_held()
        while True:
            try:
                claimed = await self._claim()
            except InstanceBuriedError:
                claimed = False
            except Exception as error:
                logger.error("jobs cannot be claimed just now: %s", error)
                claimed = False
            if not claimed:
                await self._wake.wait(self._timing.poll)

    async def _take_back_what_redis_held(self) -> None:
        """This installation had Redis before: what was handed to it comes back."""
        while True:
            try:
                await claims.take_back_all_sent()
                return
            except Exception as error:
                logger.error("the outbox cannot be read just now: %s", error)
                await asyncio.sleep(self._timing.poll)

    async def _claim(self) -> bool:
        some = False
        for queue in await claims.due_queues(self._registry.names):
            free = self._timing.concurrency - self._busy[queue]
            if free <= 0:
                continue
            for job in await claims.claim_due(self._instance.id, queue, self._registry.names, free):
                some = True
                self._start(job)
        return some

    def _start(self, job: claims.ClaimedJob) -> None:
        self._busy[job.queue] += 1
        task = asyncio.create_task(self._executor.run(job), name=f"job {job.id} {job.task}")
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(ended, job.queue))

    def _ended(self, task: asyncio.Task[None], queue: str) -> None:
        self._tasks.discard(task)
        self._busy[queue] -= 1
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("a job could not be carried out", exc_info=error)

    async def drain(self) -> None:
        """Let what runs finish within the grace, then put it back."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._timing.grace)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
