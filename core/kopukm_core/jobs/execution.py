"""Running a claimed job once, and storing what came of it. The same in every mode."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any

from kopukm_core.db import DatabaseUnavailableError, transaction
from kopukm_core.errors import BusyError, KopukmError
from kopukm_core.full_disk import is_full_disk
from kopukm_core.jobs import claims
from kopukm_core.jobs.context import JobContext, JobPlatform
from kopukm_core.jobs.errors import AbandonJobError, JobArgumentsError, LeaseLostError
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.task import Task
from kopukm_core.jobs.timing import JobTiming
from kopukm_core.jobs.wake import wake_all
from kopukm_core.logs import bound
from kopukm_core.metrics import JOB_OUTCOMES, JOBS_IN_HAND

logger = logging.getLogger("kopukm.jobs")

_OUTAGE_ATTEMPTS = 4
"""While a disk is full or a database away, a job waits as after its fourth attempt (8 to 16 seconds)."""

_DIED = "Prosesnya berhenti mendadak pada setiap percobaan."


class Executor:
    """Runs jobs in this process and remembers which are in hand."""

    def __init__(
        self, platform: JobPlatform, registry: TaskRegistry, instance: Instance, timing: JobTiming
    ) -> None:
        self._platform = platform
        self._registry = registry
        self._instance = instance
        self._timing = timing
        self._in_hand: dict[int, asyncio.Task[Any] | None] = {}
        self._adrift: set[int] = set()

    @property
    def in_hand(self) -> frozenset[int]:
        """The jobs this process is busy with."""
        return frozenset(self._in_hand)

    async def run(self, claimed: claims.ClaimedJob) -> None:
        """Run the job to its end or failure, and store which. Cancelled, it puts the job back."""
        owner = self._instance.id
        self._in_hand[claimed.id] = asyncio.current_task()
        try:
            with _told_on_every_line(claimed), JOBS_IN_HAND.labels(claimed.task).track_inprogress():
                await self._run(claimed, owner)
        except asyncio.CancelledError:
            await self._put_back(claimed.id, owner)
            raise
        finally:
            self._in_hand.pop(claimed.id, None)

    async def _run(self, claimed: claims.ClaimedJob, owner: str) -> None:
        declared = self._registry.get(claimed.task)
        if claimed.attempts > declared.max_retries + 1:
            JOB_OUTCOMES.labels(claimed.task, "dead").inc()
            await self._settle(claimed, lambda: self._give_up(claimed, declared, owner, _DIED))
            return
        context = JobContext(claimed, owner, self._platform)
        try:
            declared.to_json(claimed.arguments)
            async with asyncio.timeout(declared.time_limit):
                await declared.function(context, **claimed.arguments)
        except LeaseLostError:
            logger.warning("job %s (%s) was taken over by another process", claimed.id, claimed.task)
            return
        except (Exception, SystemExit, asyncio.CancelledError) as error:
            if _is_stopping(error):
                raise
            if context.is_done:
                logger.exception("job %s (%s) failed after it was done", claimed.id, claimed.task)
            else:
                await self._fail(claimed, declared, owner, error)
            return
        if not context.is_done:
            await self._settle(claimed, lambda: claims.finish(claimed.id, owner))
        JOB_OUTCOMES.labels(claimed.task, "done").inc()
        await wake_all()

    async def _fail(
        self, claimed: claims.ClaimedJob, declared: Task, owner: str, error: BaseException
    ) -> None:
        reason = safe_reason(error, declared)
        if isinstance(error, DatabaseUnavailableError) or is_full_disk(error):
            # No fault of the job: it waits for the disk or the database, however long, and the attempt does not count.
            delay = retry_delay(_OUTAGE_ATTEMPTS, self._timing)
            logger.error("job %s (%s) waits for the machine: %s", claimed.id, claimed.task, reason)
            await self._settle(
                claimed, lambda: claims.retry_later(claimed.id, owner, delay, reason, counted=False)
            )
            return
        hopeless = isinstance(error, AbandonJobError | JobArgumentsError)
        if hopeless or claimed.attempts > declared.max_retries:
            JOB_OUTCOMES.labels(claimed.task, "dead").inc()
            logger.error("job %s (%s) is dead: %s", claimed.id, claimed.task, reason, exc_info=error)
            await self._settle(claimed, lambda: self._give_up(claimed, declared, owner, reason))
            return
        JOB_OUTCOMES.labels(claimed.task, "failed").inc()
        delay = retry_delay(claimed.attempts, self._timing)
        logger.warning(
            "job %s (%s) failed at attempt %s, again in %.1f s: %s",
            claimed.id,
            claimed.task,
            claimed.attempts,
            delay,
            reason,
            exc_info=error,
        )
        await self._settle(claimed, lambda: claims.retry_later(claimed.id, owner, delay, reason))

    async def _give_up(self, claimed: claims.ClaimedJob, declared: Task, owner: str, reason: str) -> None:
        """Nobody tries it any more; who waits for it learns so in the same transaction."""
        try:
            async with transaction():
                is_dead = await claims.give_up(claimed.id, owner, reason)
                if is_dead and declared.given_up is not None:
                    await declared.given_up(self._platform, **claimed.arguments)
        except BusyError:
            raise
        except Exception:
            if declared.given_up is None:
                raise
            logger.exception("the end of job %s (%s) cannot be told", claimed.id, claimed.task)
            await claims.give_up(claimed.id, owner, reason)

    async def _settle(self, claimed: claims.ClaimedJob, store: Callable[[], Awaitable[None]]) -> None:
        """Store the outcome, as often as it takes: the lease is alive, so nobody else would."""
        while True:
            try:
                await store()
                return
            except LeaseLostError:
                logger.warning("job %s (%s) was taken over by another process", claimed.id, claimed.task)
                return
            except Exception as error:
                logger.error("outcome of job %s cannot be stored yet: %s", claimed.id, error)
                await asyncio.sleep(self._timing.poll)

    async def _put_back(self, job_id: int, owner: str) -> None:
        try:
            await claims.put_back(job_id, owner)
        except Exception as error:
            logger.warning("job %s cannot be put back, it waits for its lease to end: %s", job_id, error)

    def cancel_all(self) -> None:
        """Stop what is running; each job is put back."""
        for task in list(self._in_hand.values()):
            if task is not None:
                task.cancel()

    async def reconcile(self) -> None:
        """Put back what the outbox says is held here but nobody here knows: a claim whose answer was lost."""
        unknown = await self._instance.held_jobs() - self._in_hand.keys()
        for job_id in unknown & self._adrift:
            await self._put_back(job_id, self._instance.id)
        self._adrift = unknown


def _told_on_every_line(claimed: claims.ClaimedJob) -> AbstractContextManager[None]:
    return bound(
        request_id=claimed.request_id,
        command_id=claimed.caused_by,
        job_id=claimed.id,
        task=claimed.task,
        plugin=claimed.task.partition(".")[0],
    )


def _is_stopping(error: BaseException) -> bool:
    """Whether the job is cancelled from outside, rather than by something inside the task itself."""
    current = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and current is not None and current.cancelling() > 0


def retry_delay(attempts: int, timing: JobTiming) -> float:
    """Seconds until the next attempt: doubled each time, up to a limit, and spread over half of it."""
    longest = min(timing.first_delay * 2.0 ** min(attempts - 1, 30), timing.longest_delay)
    return longest * random.uniform(0.5, 1.0)


def safe_reason(error: BaseException, declared: Task) -> str:
    """What went wrong, for an operator, without any value that might be personal."""
    if isinstance(error, KopukmError):
        return str(error)[:500]
    if isinstance(error, TimeoutError):
        return f"Melewati batas waktu {declared.time_limit:g} detik."
    frames = traceback.extract_tb(error.__traceback__)
    where = f" di {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__module__}.{type(error).__name__}{where}"[:500]
