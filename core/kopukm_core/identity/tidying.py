"""The nightly job that deletes what no longer lets anybody in or keeps anybody out."""

from __future__ import annotations

from kopukm_core.identity.throttle import forget_old_attempts
from kopukm_core.identity.tokens import forget_ended_tokens
from kopukm_core.jobs import JobContext, Schedule, Task, task


@task("core.forget_ended_access")
async def forget_ended_access(job: JobContext) -> None:
    """Menghapus sesi yang lama berakhir dan hitungan percobaan masuk yang sudah lewat."""
    async with job.transaction():
        tokens, attempts = await forget_ended_tokens(), await forget_old_attempts()
    job.logger.info("forgot %d tokens and %d counts of attempts", tokens, attempts)


IDENTITY_TASKS: tuple[Task, ...] = (forget_ended_access,)

IDENTITY_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        "core.ended_access",
        "20 2 * * *",
        "core.forget_ended_access",
        title="Menghapus sesi dan percobaan masuk yang lama",
    ),
)
