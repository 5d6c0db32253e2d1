"""Closing the steps that the records themselves show to be done."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from kopukm_core.programmes import ProgrammeRegistry
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.ending import end_step, redate_followers
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle

BY_CHECK = "core.check_steps"


async def check_open_steps(
    programmes: ProgrammeRegistry, today: date, time_zone: ZoneInfo
) -> list[ProgrammeCycle]:
    """End each step whose days have begun and whose check says that it is done; the cycles that changed.

    Steps that follow one of them get their days from today.

    Steps are looked at one by one: there are as many as cycles under way.
    """
    checked = await TimelineStep.exclude(evidence_check="").values_list("id", "evidence_check")
    names = {int(key): str(name) for key, name in checked}
    changed: dict[int, ProgrammeCycle] = {}
    found = CycleStep.filter(
        template_id__in=sorted(names), done_at=None, waived_at=None, due_from__lte=today
    ).exclude(cycle__state=CycleState.CANCELLED)
    for step in await found.order_by("cycle_id", "id"):
        check = programmes.evidence_check(names[step.template_id])
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
