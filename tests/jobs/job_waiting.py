"""What tests of jobs wait for."""

from __future__ import annotations

from pathlib import Path

from jobs.job_samples import effects
from kopukm_core.db import DatabaseUnavailableError
from kopukm_core.jobs.models import JobStatus, OutboxJob


async def outbox_is_empty() -> bool:
    return await OutboxJob.all().count() == 0


async def outbox_is_empty_again() -> bool:
    """For a database that may be away just now."""
    try:
        return await outbox_is_empty()
    except DatabaseUnavailableError:
        return False


async def one_is_dead() -> bool:
    return await OutboxJob.filter(status=JobStatus.DEAD).exists()


async def effects_are(expected: list[tuple[str, int]]) -> bool:
    return await effects() == expected


async def file_exists(folder: Path, name: str) -> bool:
    return (folder / name).exists()


async def is_running(job_id: int) -> bool:
    return await OutboxJob.filter(id=job_id, status=JobStatus.RUNNING).exists()


async def number_dead(number: int) -> bool:
    return await OutboxJob.filter(status=JobStatus.DEAD).count() == number
