"""Reading cycles and steps inside commands: what is not there is refused in words."""

from __future__ import annotations

from datetime import date, timedelta

from kopukm_core.commands import CommandContext
from kopukm_core.errors import NotFoundError
from kopukm_core.programmes import Programme, require_programme
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.stored import StoredTimeline, stored_timelines

MARGIN = timedelta(days=120)


async def calendar_around(context: CommandContext, first: date, last: date) -> WorkingCalendar:
    """The calendar of these days and of those that steps before and after them reach."""
    return await load_calendar(first - MARGIN, last + MARGIN, time_zone=context.settings.time_zone)


async def programme_and_timeline(programme: Programme, day: date) -> tuple[OfficeProgramme, StoredTimeline]:
    """The stored programme, and the timeline that is in force on the day."""
    row = await OfficeProgramme.get_or_none(name=programme.name)
    version = programme.timeline_on(day)
    found = (
        row and version and await ProgrammeTimeline.get_or_none(programme_id=row.id, version=version.version)
    )
    if row is None or not found:
        raise NotFoundError(
            f"Langkah program {programme.title} belum dimuat.",
            remedy="Jalankan `kopukm migrate`, lalu ulangi.",
        )
    return row, (await stored_timelines([found.id]))[found.id]


async def cycle_to_change(context: CommandContext, cycle_id: int) -> tuple[ProgrammeCycle, Programme]:
    """The cycle, locked, for somebody who may run its programme; a cancelled one is refused."""
    cycle = await ProgrammeCycle.select_for_update().get_or_none(id=cycle_id)
    if cycle is None:
        context.refuse("cycle_id", "NO_SUCH_CYCLE", "Siklus itu tidak ada.")
    row = await OfficeProgramme.get(id=cycle.programme_id)
    programme = require_programme(context, row.name, cycle.region_id)
    if cycle.state is CycleState.CANCELLED:
        context.refuse("cycle_id", "CYCLE_CANCELLED", "Siklus itu sudah dibatalkan.")
    return cycle, programme


async def step_to_change(
    context: CommandContext, step_id: int
) -> tuple[CycleStep, TimelineStep, ProgrammeCycle, Programme]:
    """The step with its template, its cycle, locked, and its programme."""
    step = await CycleStep.get_or_none(id=step_id)
    if step is None:
        context.refuse("step_id", "NO_SUCH_STEP", "Langkah itu tidak ada.")
    cycle, programme = await cycle_to_change(context, step.cycle_id)
    await step.refresh_from_db()
    return step, await TimelineStep.get(id=step.template_id), cycle, programme
