"""The nightly job that measures guidances a day after they ended, when nobody did."""

from __future__ import annotations

from datetime import timedelta

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.jobs import JobContext, Schedule, task
from kopukm_siopik.outreach.guidance.measuring import measure_records

_AFTER = timedelta(days=1)


@task("siopik.measure_guidances")
async def measure_guidances(job: JobContext) -> None:
    """Mengukur kelengkapan data sesudah bimbingan yang berakhir lebih dari sehari lalu."""
    day = clock.today(job.platform.settings.time_zone)
    for activity_id in await _unmeasured():
        async with job.chunk():
            await measure_records(activity_id, day)


async def _unmeasured() -> list[int]:
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT g.activity_id FROM siopik_guided_completion g JOIN activity a ON a.id = g.activity_id"
        f" WHERE g.measured_at IS NULL AND a.ends_at < {parameters.add(clock.now() - _AFTER)} ORDER BY 1",
        parameters,
    )
    return [int(row["activity_id"]) for row in found]


GUIDANCE_TASKS = (measure_guidances,)

GUIDANCE_SCHEDULES = (
    Schedule(
        "siopik.guidances",
        "30 0 * * *",
        "siopik.measure_guidances",
        title="Mengukur hasil bimbingan yang sudah lewat sehari",
    ),
)
