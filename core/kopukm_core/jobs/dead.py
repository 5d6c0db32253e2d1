"""Dead jobs: what an operator does about them."""

from __future__ import annotations

from kopukm_core.db import Parameters, after_commit, dialect, execute, rows, transaction
from kopukm_core.errors import ConflictError, NotFoundError
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.jobs.wake import wake_all


async def dead_jobs(limit: int = 100) -> list[OutboxJob]:
    """The jobs that were given up, latest first, each with its reason."""
    return await OutboxJob.filter(status=JobStatus.DEAD).order_by("-id").limit(limit)


async def revive_job(job_id: int) -> None:
    """Let a dead job begin anew. Raises NotFoundError; ConflictError where a newer job has its key."""
    async with transaction():
        job = await OutboxJob.get_or_none(id=job_id, status=JobStatus.DEAD)
        if job is None:
            raise NotFoundError(f"Tidak ada pekerjaan mati dengan nomor {job_id}.")
        parameters = Parameters(dialect())
        if job.unique_key is not None and await rows(
            "SELECT id FROM outbox_job WHERE status <> 'dead'"
            f" AND unique_key = {parameters.add(job.unique_key)}",
            parameters,
        ):
            raise ConflictError(
                f"Pekerjaan baru dengan kunci yang sama sudah menggantikan pekerjaan {job_id}.",
                remedy="Hapus saja pekerjaan yang mati itu.",
            )
        parameters = Parameters(dialect())
        await execute(
            "UPDATE outbox_job SET status = 'waiting', attempts = 0, run_at = NULL, retried_at = NULL"
            f" WHERE id = {parameters.add(job_id)} AND status = 'dead'",
            parameters,
        )
        await after_commit(wake_all)


async def remove_dead_job(job_id: int) -> None:
    """Forget a dead job. Raises NotFoundError."""
    if not await OutboxJob.filter(id=job_id, status=JobStatus.DEAD).delete():
        raise NotFoundError(f"Tidak ada pekerjaan mati dengan nomor {job_id}.")
