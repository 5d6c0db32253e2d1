"""The nightly job that deletes what no longer lets anybody in or keeps anybody out."""

from __future__ import annotations

from datetime import timedelta

from kopukm_core.identity.throttle import forget_old_attempts
from kopukm_core.identity.tokens import forget_ended_tokens
from kopukm_core.jobs import JobContext, Schedule, Task, sweep_limit, task

_SCHEDULE = "core.ended_access"
_KEPT = timedelta(days=90)


@task("core.forget_ended_access")
async def forget_ended_access(job: JobContext) -> None:
    """Menghapus sesi yang lama berakhir dan hitungan percobaan masuk yang sudah lewat."""
    async with job.transaction():
        limit = await sweep_limit(_SCHEDULE, _KEPT, firings=_KEPT.days)
        tokens = await forget_ended_tokens(limit) if limit else 0
        attempts = await forget_old_attempts()
    job.logger.info("forgot %d tokens and %d counts of attempts", tokens, attempts)


IDENTITY_TASKS: tuple[Task, ...] = (forget_ended_access,)

IDENTITY_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        _SCHEDULE,
        "20 2 * * *",
        "core.forget_ended_access",
        title="Menghapus sesi dan percobaan masuk yang lama",
    ),
)
