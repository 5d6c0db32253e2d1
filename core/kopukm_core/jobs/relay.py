"""From the outbox into Redis, and again what Redis has lost."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from kopukm_core.jobs import claims
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.timing import JobTiming
from kopukm_core.jobs.wake import WakeUp

if TYPE_CHECKING:
    from kopukm_core.jobs.redis_broker import OutboxBroker

logger = logging.getLogger("kopukm.jobs")


class RedisRelay:
    """Hands due jobs over to Redis, so many per queue at a time. Any number of relays may run."""

    def __init__(self, registry: TaskRegistry, broker: OutboxBroker, timing: JobTiming) -> None:
        self._registry = registry
        self._broker = broker
        self._timing = timing
        self._first_seen: dict[claims.SentJob, float] = {}
        self._fault = ""

    async def run(self) -> None:
        """Until cancelled. While Redis or the database is away, jobs wait in the outbox."""
        wake = WakeUp()
        while True:
            handed_over = 0
            try:
                fault = await asyncio.to_thread(self._broker.fault)
                if not fault:
                    await self._resend_lost()
                    handed_over = await self._hand_over_due()
            except Exception as error:
                fault = f"{type(error).__name__}: {error}"
            self._note(fault)
            if not handed_over:
                await wake.wait(self._timing.poll)

    def _note(self, fault: str) -> None:
        """Log a fault when it comes, and when it is over, not at every look."""
        if fault and fault != self._fault:
            logger.error("%s Pekerjaan menunggu di kotak keluar (outbox).", fault)
        elif self._fault and not fault:
            logger.warning("Redis answers again")
        self._fault = fault

    async def _hand_over_due(self) -> int:
        queues = await claims.due_queues(self._registry.names)
        if not queues:
            return 0
        sent = await claims.sent_counts()
        count = 0
        for queue in queues:
            places = self._timing.window - sent.get(queue, 0)
            if places > 0:
                jobs = await claims.mark_sent(queue, self._registry.names, places)
                await self._hand_over(jobs)
                count += len(jobs)
        return count

    async def _hand_over(self, jobs: list[claims.SentJob]) -> None:
        for position, job in enumerate(jobs):
            try:
                await asyncio.to_thread(self._broker.hand_over, job)
            except BaseException:
                await claims.take_back_sent(jobs[position:])
                raise

    async def _resend_lost(self) -> None:
        """A job that was handed over a while ago, was not taken, and is not in Redis, goes again."""
        now = time.monotonic()
        waiting = await claims.sent_jobs()
        self._first_seen = {job: self._first_seen.get(job, now) for job in waiting}
        old = [job for job, since in self._first_seen.items() if now - since >= self._timing.resend]
        known = [job for job in old if job.task in self._registry]
        if not known:
            return
        for job in await asyncio.to_thread(self._broker.lost, known):
            if await claims.mark_sent_again(job.id, job.deliveries):
                again = claims.SentJob(job.id, job.task, job.queue, job.deliveries + 1)
                logger.warning("job %s (%s) was lost in Redis and is handed over again", job.id, job.task)
                await self._hand_over([again])
