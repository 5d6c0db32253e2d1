"""What officers send of background jobs, by the names of operations."""

from __future__ import annotations

from documents.session import Session
from kopukm_core.jobs.models import JobStatus, OutboxJob

SCHEDULE = "core.ended_access"


async def ask_jobs(siti: Session) -> None:
    """A schedule stopped, changed and run; its job tried again and dropped."""
    for operation in ("PauseSchedule", "ResumeSchedule", "RunSchedule"):
        await siti.write(operation, schedule=SCHEDULE)
    await siti.write("ChangeSchedule", schedule=SCHEDULE, cron="0 7 * * 1")
    job = await OutboxJob.get()
    for operation in ("RetryJob", "DropJob"):
        await OutboxJob.filter(id=job.id).update(status=JobStatus.DEAD)
        await siti.write(operation, jobId=job.id)
    assert await OutboxJob.all().count() == 0
