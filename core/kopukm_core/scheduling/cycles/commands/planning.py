"""Planning one cycle: its steps get their days by the timeline that is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core.commands import Answers, CommandContext, Option, ask, command
from kopukm_core.db import hold
from kopukm_core.programmes import require_programme
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.finding import calendar_around, programme_and_timeline
from kopukm_core.scheduling.cycles.loads import pile_ups_of
from kopukm_core.scheduling.cycles.making import NewCycle, default_title, make_cycles
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.planning import Anchors
from kopukm_core.scheduling.cycles.remarking import remark_day_off, remark_steps
from kopukm_core.values import RegionCode

MOST_DAYS = 366
"""So long may the sessions of one cycle be."""


async def programmes_to_run(answers: Answers, context: CommandContext) -> Sequence[Option]:
    """The programmes that the actor may run somewhere."""
    return [
        Option(one.name, one.title)
        for one in context.platform.programmes
        if context.actor.may(one.permission)
    ]


@command("core.plan_cycle", title="Rencanakan siklus program", permission=None, returns=ProgrammeCycle)
class PlanCycle:
    """Merencanakan satu siklus program: semua langkahnya mendapat tanggal menurut garis waktu yang berlaku."""

    programme: str = ask("Program", options=programmes_to_run, maximum_length=100)
    held_on: date = ask("Hari H", help="Hari pelaksanaan.", example="12 Januari 2027")
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti seluruh wilayah dinas.")
    title: str | None = ask("Judul", help="Kosong berarti nama program dan hari H.", maximum_length=200)
    first_session_on: date | None = ask("Sesi pertama", help="Kosong berarti hari H.")
    last_session_on: date | None = ask("Sesi terakhir", help="Kosong berarti sama dengan sesi pertama.")

    async def run(self, context: CommandContext) -> ProgrammeCycle:
        region = self.region_code or context.settings.region_code
        programme = require_programme(context, self.programme, region)
        anchors = checked_anchors(context, self.held_on, self.first_session_on, self.last_session_on)
        row, stored = await programme_and_timeline(programme, self.held_on)
        await hold(f"core.cycles {row.id}")
        if await days_held(row, region, self.held_on, self.held_on):
            context.refuse(
                "held_on", "ALREADY_PLANNED", "Siklus program ini pada hari H itu sudah direncanakan."
            )
        calendar = await calendar_around(context, anchors.held_on, anchors.last)
        remark_day_off(context, calendar, self.held_on)
        new = NewCycle(self.title or default_title(row, self.held_on), anchors)
        (made,) = await make_cycles(context, row, stored, region, [new], calendar)
        await remark_steps(context, stored, [made], "held_on")
        for pile_up in await pile_ups_of(row, stored, [made]):
            context.remark("held_on", "PILE_UP", pile_up.words)
        return await ProgrammeCycle.get(id=made.id)


def checked_anchors(context: CommandContext, held_on: date, first: date | None, last: date | None) -> Anchors:
    """The days of a cycle, in their order and within a year of each other."""
    if not 2000 <= held_on.year <= 2190:
        context.refuse("held_on", "INVALID", "Hari H di luar tahun 2000 sampai 2190.")
    begins, ends = first or held_on, last or first or held_on
    if ends < begins:
        context.refuse("last_session_on", "INVALID", "Sesi terakhir sebelum sesi pertama.")
    if abs((begins - held_on).days) > MOST_DAYS or (ends - begins).days >= MOST_DAYS:
        context.refuse("last_session_on", "INVALID", f"Sesi lebih dari {MOST_DAYS} hari dari hari H.")
    return Anchors(held_on, begins, ends)


async def days_held(row: OfficeProgramme, region: str, first: date, last: date) -> set[date]:
    """The days H from first to last on which the programme has a cycle there already."""
    found = ProgrammeCycle.filter(
        programme_id=row.id, region_id=region, held_on__gte=first, held_on__lte=last
    ).exclude(state=CycleState.CANCELLED)
    return set(await found.values_list("held_on", flat=True))  # type: ignore[arg-type]
