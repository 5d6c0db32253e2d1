"""Closing the steps that the records themselves show to be done."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tortoise.queryset import QuerySet

from kopukm_core import clock
from kopukm_core.jobs import JobContext
from kopukm_core.programmes import ProgrammeRegistry
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.ending import end_step, redate_followers
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle

BY_CHECK = "core.check_steps"
"""The task, and who ended the steps that it found done."""


async def check_steps_soon(job: JobContext) -> None:
    """Have the records looked at again, where a step waits for them; one job however often it is asked for.

    For jobs that follow a change of records: boards then show without delay what it brought about.
    """
    waiting = _open_steps_with_checks(clock.today(job.settings.time_zone))
    if await waiting.exists():
        await job.enqueue(BY_CHECK, {}, unique_key=BY_CHECK)


def _open_steps_with_checks(today: date) -> QuerySet[CycleStep]:
    """The open steps whose days have begun and that records can end."""
    found = CycleStep.filter(done_at=None, waived_at=None, due_from__lte=today).exclude(
        template__evidence_check=""
    )
    return found.exclude(cycle__state=CycleState.CANCELLED)


async def check_open_steps(
    programmes: ProgrammeRegistry, today: date, time_zone: ZoneInfo
) -> list[ProgrammeCycle]:
    """End each step whose days have begun and whose check says that it is done; the cycles that changed.

    Steps that follow one of them get their days from today.

    Steps are looked at one by one: there are as many as cycles under way.
    """
    changed: dict[int, ProgrammeCycle] = {}
    found = _open_steps_with_checks(today).select_related("template")
    for step in await found.order_by("cycle_id", "id"):
        check = programmes.evidence_check(step.template.evidence_check)
        answer = await check.check(step.cycle_id) if check is not None else None
        if answer is None or not answer.done:
            continue
        cycle = await ProgrammeCycle.select_for_update().get(id=step.cycle_id)
        if cycle.state is not CycleState.CANCELLED and await end_step(
            step, done_on=today, done_by=BY_CHECK, text=answer.text, link="", is_automatic=True
        ):
            await redate_followers(cycle, time_zone)
            changed[cycle.id] = cycle
    return list(changed.values())
