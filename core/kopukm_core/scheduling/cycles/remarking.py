"""What planning points out without refusing it: days off, days gone by, estimates, units that are no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core.commands import CommandContext
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.making import MadeCycle
from kopukm_core.scheduling.cycles.stored import StoredTimeline
from kopukm_core.scheduling.cycles.why import day_words


def remark_day_off(context: CommandContext, calendar: WorkingCalendar, held_on: date) -> None:
    """Point out a day H that is a day off: it stays, for the office said so."""
    if not calendar.is_working_day(held_on):
        context.remark(
            "held_on", "DAY_OFF", f"Hari H {day_words(held_on)} libur: {calendar.why_off(held_on)}."
        )


async def remark_steps(
    context: CommandContext, stored: StoredTimeline, made: Sequence[MadeCycle], field: str
) -> None:
    """Point out steps that are past already, that may still move, and that fall to a unit that has ended by then."""
    steps = [step for one in made for step in one.steps]
    past = sum(step.due_until < context.today for step in steps)
    if past:
        context.remark(field, "STEPS_PAST", f"{past} langkah sudah lewat tanggalnya.")
    guessed = sum(step.is_estimated for step in steps)
    if guessed:
        context.remark(
            field,
            "STEPS_ESTIMATED",
            f"{guessed} langkah bergantung pada hari libur yang masih perkiraan; tanggalnya dapat bergeser.",
        )
    last = {stored.rows[step.template.key].unit_id: step.due_until for step in steps}
    for unit in await Unit.filter(id__in=sorted(last), closed_on__not_isnull=True).order_by("name"):
        if unit.closed_on is not None and unit.closed_on < last[unit.id]:
            words = f"{unit.name} berakhir {day_words(unit.closed_on)}; alihkan langkahnya ke unit lain."
            context.remark(field, "UNIT_CLOSED", words)
