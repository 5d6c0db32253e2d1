"""The round that a command speaks of: a cycle of the programme, or a week of its own."""

from __future__ import annotations

from datetime import date

from kopukm_core.commands import CommandContext
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.slots.generating import round_of_cycle, round_of_week


async def round_of(context: CommandContext, programme: str, cycle_id: int | None, day: date | None) -> str:
    """The key of the round of the cycle, or of the week of the day; refuses both, neither, and no such cycle."""
    if cycle_id is not None and day is None:
        return await round_of_known_cycle(context, programme, cycle_id)
    if day is None or cycle_id is not None:
        context.refuse("day", "REQUIRED", "Sebut siklusnya atau hari dalam minggunya, salah satu.")
    return round_of_week(programme, day)


async def round_of_known_cycle(context: CommandContext, programme: str, cycle_id: int) -> str:
    """The key of the cycle's round; refuses a cycle that is cancelled, or another programme's."""
    living = ProgrammeCycle.filter(id=cycle_id, programme__name=programme).exclude(state=CycleState.CANCELLED)
    if not await living.exists():
        context.refuse("cycle_id", "NO_SUCH_CYCLE", "Siklus itu tidak ada pada program ini.")
    return round_of_cycle(cycle_id)
