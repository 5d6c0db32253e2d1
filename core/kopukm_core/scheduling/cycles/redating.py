"""Giving open steps other days: what was done or waived stays as it is, and each change is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core import clock
from kopukm_core.db import copy_rows
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState
from kopukm_core.scheduling.cycles.making import STEP_COLUMNS, step_row
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle, StepChange
from kopukm_core.scheduling.cycles.planning import Anchors, PlannedStep, plan_steps
from kopukm_core.scheduling.cycles.stored import StoredTimeline, stored_timelines

FELL_AWAY = "Bukan hari kerja lagi."
LEFT_OUT = "Harinya tidak lagi termasuk siklus ini."
BY_CALENDAR = "core.redate_steps"
"""Who waived a step of a day that became a day off: it comes back when the day does."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that gets other days. `planned` is None where its day fell away, `step` where a day came to be."""

    cycle: ProgrammeCycle
    step: CycleStep | None
    planned: PlannedStep | None
    title: str
    unit_id: int
    old: tuple[date, date] | None
    new: tuple[date, date] | None

    @property
    def is_wording(self) -> bool:
        """The days stay, only the reason is another: a holiday got its decree."""
        return self.old is not None and self.old == self.new


async def moves_of(cycles: Sequence[ProgrammeCycle], calendar: WorkingCalendar) -> list[Move]:
    """What would change in the open steps of these cycles by this calendar; nothing is stored."""
    timelines = await stored_timelines(cycle.timeline_id for cycle in cycles)
    steps: dict[int, list[CycleStep]] = {cycle.id: [] for cycle in cycles}
    for step in await CycleStep.filter(cycle_id__in=sorted(steps)).order_by("cycle_id", "position", "id"):
        steps[step.cycle_id].append(step)
    return [
        move
        for cycle in cycles
        for move in _moves_of_one(cycle, steps[cycle.id], timelines[cycle.timeline_id], calendar)
    ]


async def store_moves(moves: Iterable[Move], cause: ChangeCause) -> list[Move]:
    """Store the moves of steps that are still open, and give those that got other days.

    Steps that somebody finished meanwhile are left out.
    """
    now, kept, changes, added = clock.now(), [], [], []
    timelines: Mapping[int, StoredTimeline] = {}
    wanted = list(moves)
    if any(move.step is None for move in wanted):
        timelines = await stored_timelines(move.cycle.timeline_id for move in wanted if move.step is None)
    for move in wanted:
        if move.step is None:
            assert move.planned is not None  # noqa: S101 - a move has one of the two
            stored = timelines[move.cycle.timeline_id]
            added.append(step_row(move.cycle.id, move.planned, stored, unit_id=move.unit_id))
        elif move.is_wording:
            assert move.planned is not None  # noqa: S101 - its days are the planned ones
            await CycleStep.filter(id=move.step.id, done_at=None, waived_at=None).update(
                why=move.planned.why[:500],
                is_estimated=move.planned.is_estimated,
                sequence=move.step.sequence + (move.planned.is_estimated != move.step.is_estimated),
                changed_at=now,
            )
            continue
        elif not await _store(move, move.step, cause):
            continue
        else:
            changes.append(_change(move, move.step, cause))
        kept.append(move)
    await copy_rows(CycleStep, STEP_COLUMNS, added)
    await StepChange.bulk_create(changes)
    touched = sorted({move.cycle.id for move in kept})
    await ProgrammeCycle.filter(id__in=touched).update(changed_at=now)
    return kept


async def _store(move: Move, step: CycleStep, cause: ChangeCause) -> bool:
    now = clock.now()
    found = CycleStep.filter(id=step.id, done_at=None)
    if move.planned is None:
        return bool(
            await found.filter(waived_at=None).update(
                waived_at=now,
                waived_by=BY_CALENDAR,
                waived_reason=_why_left_out(cause),
                sequence=step.sequence + 1,
                changed_at=now,
            )
        )
    found = found.filter(waived_by=BY_CALENDAR) if step.waived_at else found.filter(waived_at=None)
    return bool(
        await found.update(
            due_from=move.planned.due_from,
            due_until=move.planned.due_until,
            why=move.planned.why[:500],
            is_estimated=move.planned.is_estimated,
            waived_at=None,
            waived_by="",
            waived_reason="",
            sequence=step.sequence + 1,
            changed_at=now,
        )
    )


def _moves_of_one(
    cycle: ProgrammeCycle, steps: Sequence[CycleStep], stored: StoredTimeline, calendar: WorkingCalendar
) -> list[Move]:
    if cycle.state is CycleState.CANCELLED:
        return []
    keys = {row.id: key for key, row in stored.rows.items()}
    anchors = Anchors(
        cycle.held_on,
        cycle.first_session_on,
        cycle.last_session_on,
        _done_on(steps, keys),
    )
    planned = {one.identity: one for one in plan_steps(stored.timeline, anchors, calendar)}
    known = {(keys[step.template_id], step.occurrence_on): step for step in steps}
    moves = []
    for identity in dict.fromkeys([*known, *planned]):
        step, plan = known.get(identity), planned.get(identity)
        if not _changes(step, plan):
            continue
        template = stored.rows[identity[0]]
        moves.append(
            Move(
                cycle,
                step,
                plan,
                template.title,
                step.unit_id if step else _unit_of(template, steps),
                None if step is None or step.waived_at else (step.due_from, step.due_until),
                None if plan is None else (plan.due_from, plan.due_until),
            )
        )
    return moves


def _done_on(steps: Sequence[CycleStep], keys: Mapping[int, str]) -> dict[str, date]:
    """The day on which each step was done; one that recurs, when none of it is open any more."""
    is_open = {keys[step.template_id] for step in steps if step.done_at is None and step.waived_at is None}
    done: dict[str, date] = {}
    for step in steps:
        key = keys[step.template_id]
        if step.done_at is not None and step.done_on is not None and key not in is_open:
            done[key] = max(step.done_on, done.get(key, step.done_on))
    return done


def _unit_of(template: TimelineStep, steps: Sequence[CycleStep]) -> int:
    """The unit of a step that comes to be: the one that has all its other days, else that of the timeline."""
    units = {step.unit_id for step in steps if step.template_id == template.id}
    return units.pop() if len(units) == 1 else template.unit_id


def _changes(step: CycleStep | None, plan: PlannedStep | None) -> bool:
    if step is None:
        return plan is not None and plan.occurrence_on is not None
    if step.done_at is not None:
        return False
    if step.waived_at is not None:
        return step.waived_by == BY_CALENDAR and plan is not None
    if plan is None:
        return step.occurrence_on is not None
    now = (step.due_from, step.due_until, step.why, step.is_estimated)
    return now != (plan.due_from, plan.due_until, plan.why[:500], plan.is_estimated)


def _why_left_out(cause: ChangeCause) -> str:
    return LEFT_OUT if cause is ChangeCause.MOVED else FELL_AWAY


def _change(move: Move, step: CycleStep, cause: ChangeCause) -> StepChange:
    return StepChange(
        step_id=step.id,
        cause=cause,
        old_from=step.due_from,
        old_until=step.due_until,
        new_from=move.new[0] if move.new else None,
        new_until=move.new[1] if move.new else None,
        why=move.planned.why[:500] if move.planned else _why_left_out(cause),
        recorded_at=clock.now(),
    )
