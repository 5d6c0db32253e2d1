"""What happens after a visit was recorded, and every night."""

from __future__ import annotations

from kopukm_core.jobs import JobContext, Schedule, task
from kopukm_outside.models import FieldVisit, VisitState


@task("outside.confirm_visit")
async def confirm_visit(job: JobContext, visit_id: int) -> None:
    """Confirm one visit."""
    async with job.transaction():
        await FieldVisit.filter(id=visit_id).update(state=VisitState.CONFIRMED)


@task("outside.confirm_all")
async def confirm_all(job: JobContext) -> None:
    """Confirm every visit that was left behind."""
    async with job.transaction():
        await FieldVisit.filter(state=VisitState.PLANNED).update(state=VisitState.CONFIRMED)


TASKS = (confirm_visit, confirm_all)
SCHEDULES = (
    Schedule("outside.nightly", "0 2 * * *", "outside.confirm_all", title="Pastikan kunjungan yang tersisa"),
)
