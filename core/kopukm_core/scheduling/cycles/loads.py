"""What planning adds to the days and weeks that are planned already: the pile-ups it warns of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.programmes.models import OfficeProgramme, Unit
from kopukm_core.scheduling.cycles.making import MadeCycle
from kopukm_core.scheduling.cycles.pile_ups import Load, PileUp, Span, crowded_days, crowded_weeks
from kopukm_core.scheduling.cycles.redating import Move
from kopukm_core.scheduling.cycles.stored import StoredTimeline


async def pile_ups_of(
    programme: OfficeProgramme,
    stored: StoredTimeline,
    made: Sequence[MadeCycle],
    *,
    steps_per_day: int | None = None,
    cycles_in_flight: int | None = None,
) -> list[PileUp]:
    """The pile-ups on the days and in the weeks of these new cycles, with what was planned before; by day.

    The limits are those of each unit and of the programme unless told.
    """
    mine = [(one, step) for one in made for step in one.steps]
    if not mine:
        return []
    units = {
        unit.id: unit for unit in await Unit.filter(id__in={row.unit_id for row in stored.rows.values()})
    }

    def load(unit_id: int, day: date, counted: date) -> Load:
        unit = units[unit_id]
        return Load(unit.name, steps_per_day or unit.steps_per_day, day, counted)

    new = [
        load(stored.rows[step.template.key].unit_id, step.due_until, step.counted_until) for _, step in mine
    ]
    first, last = min(one.day for one in new), max(one.day for one in new)
    others = await _other_steps(sorted(units), first, last)
    old = [
        load(row["unit_id"], day, day)
        for row in others
        if row["cycle_id"] not in {one.id for one in made} and (day := day_of(row["due_until"]))
    ]
    crowded = _made_crowded(new, old)
    limit = cycles_in_flight or programme.cycles_in_flight
    spans = [
        Span(
            programme.title,
            limit,
            min(step.due_from for step in one.steps),
            max(step.due_until for step in one.steps),
        )
        for one in made
        if one.steps
    ]
    spans += await _other_spans(programme, limit, first, last, {one.id for one in made})
    return sorted([*crowded, *crowded_weeks(spans)])


async def pile_ups_of_moves(moves: Iterable[Move]) -> list[PileUp]:
    """The days that become crowded because steps move there, with what falls there anyhow; by day."""
    moved = [(move, move.planned) for move in moves if move.planned is not None and not move.is_wording]
    if not moved:
        return []
    units = {unit.id: unit for unit in await Unit.filter(id__in={move.unit_id for move, _ in moved})}

    def load(unit_id: int, day: date, counted: date) -> Load:
        return Load(units[unit_id].name, units[unit_id].steps_per_day, day, counted)

    new = [load(move.unit_id, step.due_until, step.counted_until) for move, step in moved]
    others = await _other_steps(sorted(units), min(one.day for one in new), max(one.day for one in new))
    same = {move.step.id for move, _ in moved if move.step is not None}
    days = ((row, day_of(row["due_until"])) for row in others if row["id"] not in same)
    return _made_crowded(new, [load(row["unit_id"], day, day) for row, day in days])


def _made_crowded(new: Sequence[Load], old: Sequence[Load]) -> list[PileUp]:
    """The crowded days among those that new loads fall on."""
    days = {(one.unit, one.day) for one in new}
    return [one for one in crowded_days([*new, *old]) if (one.who, one.begins) in days]


async def _other_steps(units: list[int], first: date, last: date) -> list[dict[str, Any]]:
    given = Parameters(dialect())
    return await rows(
        "SELECT s.id, s.cycle_id, s.unit_id, s.due_until FROM cycle_step s JOIN programme_cycle c ON c.id = s.cycle_id"
        f" WHERE c.state = 'running' AND s.done_at IS NULL AND s.waived_at IS NULL"
        f" AND s.unit_id IN ({given.add_all(units)})"
        f" AND s.due_until >= {given.add(first)} AND s.due_until <= {given.add(last)}",
        given,
    )


async def _other_spans(
    programme: OfficeProgramme, limit: int, first: date, last: date, made: set[int]
) -> list[Span]:
    given = Parameters(dialect())
    found = await rows(
        "SELECT MIN(s.due_from) AS begins, MAX(s.due_until) AS ends FROM cycle_step s"
        " JOIN programme_cycle c ON c.id = s.cycle_id"
        f" WHERE c.state = 'running' AND c.programme_id = {given.add(programme.id)}"
        f" AND c.id NOT IN ({given.add_all(sorted(made))})"
        f" GROUP BY c.id HAVING MAX(s.due_until) >= {given.add(first)} AND MIN(s.due_from) <= {given.add(last)}",
        given,
    )
    return [Span(programme.title, limit, day_of(row["begins"]), day_of(row["ends"])) for row in found]
