"""Storing planned cycles with their steps, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.planning import Anchors, PlannedStep, plan_steps
from kopukm_core.scheduling.cycles.stored import StoredTimeline

STEP_COLUMNS = (
    "cycle_id", "template_id", "unit_id", "position", "occurrence_on", "due_from", "due_until", "why",
    "is_estimated", "done_by", "is_automatic", "evidence_text", "evidence_link", "waived_by", "waived_reason",
    "sequence", "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewCycle:
    """A cycle that is to be made."""

    title: str
    anchors: Anchors


@dataclass(frozen=True, slots=True)
class MadeCycle:
    """A cycle that was made, with its steps as planned."""

    id: int
    cycle: NewCycle
    steps: list[PlannedStep]


async def make_cycles(
    context: CommandContext,
    programme: OfficeProgramme,
    stored: StoredTimeline,
    region_code: str,
    cycles: Sequence[NewCycle],
    calendar: WorkingCalendar,
) -> list[MadeCycle]:
    """Store the cycles with their steps; a handful of statements however many there are."""
    now = clock.now()
    ids = await reserve_ids(ProgrammeCycle, len(cycles))
    made = [
        MadeCycle(key, cycle, plan_steps(stored.timeline, cycle.anchors, calendar))
        for key, cycle in zip(ids, cycles, strict=True)
    ]
    await copy_rows(
        ProgrammeCycle,
        (
            "id", "programme_id", "timeline_id", "title", "held_on", "first_session_on", "last_session_on",
            "region_id", "state", "reason", "command_record_id", "recorded_at", "changed_at",
        ),
        [
            (
                one.id, programme.id, stored.id, one.cycle.title, one.cycle.anchors.held_on,
                one.cycle.anchors.first, one.cycle.anchors.last, region_code, CycleState.RUNNING, "",
                context.record_id, now, now,
            )
            for one in made
        ],
    )  # fmt: skip
    await copy_rows(
        CycleStep, STEP_COLUMNS, [step_row(one.id, step, stored) for one in made for step in one.steps]
    )
    await audit_many(context, "create", ProgrammeCycle, ids)
    await context.publish(cycles_changed(ids, region_code))
    return made


def step_row(
    cycle_id: int, step: PlannedStep, stored: StoredTimeline, *, unit_id: int | None = None
) -> tuple[object, ...]:
    """A new step as `STEP_COLUMNS` name it, of the unit that the timeline names unless another is told."""
    template = stored.rows[step.template.key]
    return (
        cycle_id, template.id, unit_id or template.unit_id, step.position, step.occurrence_on,
        step.due_from, step.due_until, step.why[:500], step.is_estimated, "", False, "", "", "", "", 0, clock.now(),
    )  # fmt: skip


def default_title(programme: OfficeProgramme, held_on: date) -> str:
    """The title of the programme with the day H in words."""
    from kopukm_core.values import short_date

    return f"{programme.title}, {short_date(held_on)}"[:200]
