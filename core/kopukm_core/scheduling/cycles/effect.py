"""Which cycles a change of the calendar touches, and what would move: asked before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.calendar.day_off import DayOff
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.loads import pile_ups_of_moves
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.redating import Move, moves_of

REACH = timedelta(days=120)
"""So far from its due day may a day off be that moves a step."""

MOST_PILE_UPS = 3
"""So many are told in one sentence."""


async def cycles_near(first: date, last: date) -> list[ProgrammeCycle]:
    """The cycles that are not cancelled and have an open step, or one that fell away, within reach of these days."""
    given = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT c.id FROM programme_cycle c JOIN cycle_step s ON s.cycle_id = c.id"
        " WHERE c.state <> 'cancelled' AND s.done_at IS NULL"
        f" AND s.due_until >= {given.add(first - REACH)} AND s.due_from <= {given.add(last + REACH)}",
        given,
    )
    return await ProgrammeCycle.filter(id__in=[int(row["id"]) for row in found]).order_by("held_on", "id")


async def calendar_of_cycles(cycles: Iterable[ProgrammeCycle], time_zone: ZoneInfo) -> WorkingCalendar | None:
    """The calendar that reaches around all of the cycles; None where there are none."""
    days = [day for one in cycles for day in (one.held_on, one.first_session_on, one.last_session_on)]
    if not days:
        return None
    return await load_calendar(min(days) - REACH, max(days) + REACH, time_zone=time_zone)


async def effect_of(days: Mapping[date, DayOff | None], time_zone: ZoneInfo) -> list[Move]:
    """The steps that would move if these days became days off, or (None) working days; nothing is stored."""
    cycles = await cycles_near(min(days), max(days))
    calendar = await calendar_of_cycles(cycles, time_zone)
    moves = [] if calendar is None else await moves_of(cycles, calendar.changed(days))
    return [move for move in moves if not move.is_wording]


async def effect_words(days: Iterable[date], time_zone: ZoneInfo) -> str:
    """How many steps move because these days are recorded as they are, which units are told, and where it piles up.

    Empty where none moves.
    """
    changed = sorted(days)
    cycles = await cycles_near(changed[0], changed[-1]) if changed else []
    calendar = await calendar_of_cycles(cycles, time_zone)
    moves = [] if calendar is None else await moves_of(cycles, calendar)
    counts = Counter(move.unit_id for move in moves if not move.is_wording)
    if not counts:
        return ""
    told = [
        f"{unit.name} ({counts[unit.id]})"
        for unit in await Unit.filter(id__in=sorted(counts)).order_by("name")
    ]
    crowded = [one.words for one in (await pile_ups_of_moves(moves))[:MOST_PILE_UPS]]
    said = (
        f"{counts.total()} langkah yang masih terbuka berganti tanggal. Yang diberi tahu: {', '.join(told)}."
    )
    return " ".join([said, *(["Menumpuk:", *crowded] if crowded else ())])
