"""The job that notices which prospects have been recorded meanwhile, by whatever door."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.jobs import JobContext, Schedule, task
from kopukm_siopik.outreach.prospects.converting import convert_recorded


@task("siopik.match_prospects")
async def match_prospects(job: JobContext) -> None:
    """Menandai calon koperasi yang sudah tercatat dengan nama yang sama di kecamatannya."""
    async with job.transaction():
        converted = await convert_recorded(clock.today(job.platform.settings.time_zone))
    job.logger.info("converted %d prospects", converted)


PROSPECT_TASKS = (match_prospects,)

PROSPECT_SCHEDULES = (
    Schedule(
        "siopik.prospects",
        "40 2 * * *",
        "siopik.match_prospects",
        title="Mencocokkan calon koperasi dengan registri",
    ),
)
