"""Running the jobs that send, until nothing is due."""

from __future__ import annotations

import asyncio

from kopukm_core import clock
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.platform import Platform

TIMING = JobTiming(lease=5.0, beat=0.5, poll=0.02, grace=0.2)


async def carried(platform: Platform) -> None:
    """Everything that is due now has been tried."""
    async with running_jobs(platform, TIMING), asyncio.timeout(20):
        while await _due():  # noqa: ASYNC110 - the jobs tell nobody else that they are done
            await asyncio.sleep(0.01)


async def _due() -> bool:
    living = await OutboxJob.exclude(status=JobStatus.DEAD)
    return any(job.run_at is None or job.run_at <= clock.now() for job in living)
