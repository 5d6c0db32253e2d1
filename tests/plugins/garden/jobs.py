"""The work that gardens need in the background."""

from __future__ import annotations

from garden.models import Garden
from kopukm_core import clock
from kopukm_core.jobs import JobContext, Schedule, task


@task("garden.water_garden")
async def water_garden(job: JobContext, garden_id: int) -> None:
    """Note that a garden was watered today; doing it twice changes nothing."""
    async with job.transaction():
        await Garden.filter(id=garden_id).update(watered_on=clock.today(job.settings.time_zone))


@task("garden.water_all")
async def water_all(job: JobContext) -> None:
    """Enqueue the watering of each garden."""
    async with job.transaction():
        for garden in await Garden.all():
            await job.enqueue(
                "garden.water_garden", {"garden_id": garden.id}, unique_key=f"water {garden.id}"
            )


TASKS = (water_garden, water_all)
SCHEDULES = (Schedule("garden.morning", "0 6 * * *", "garden.water_all", title="Siram semua kebun"),)
