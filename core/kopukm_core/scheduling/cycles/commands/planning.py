"""Planning cycles: one, or those of a whole year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from kopukm_core.commands import Answers, CommandContext, Option, ask, command
from kopukm_core.db import hold
from kopukm_core.programmes import Programme, require_programme
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.calendar.rolling import Roll
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.finding import calendar_around, programme_and_timeline
from kopukm_core.scheduling.cycles.loads import pile_ups_of
from kopukm_core.scheduling.cycles.making import MadeCycle, NewCycle, default_title, make_cycles
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.planning import Anchors
from kopukm_core.scheduling.cycles.recurrence import HELP, days_of, rule_fault, rule_of
from kopukm_core.scheduling.cycles.why import day_words
from kopukm_core.values import RecordIdType, RegionCode, Year

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
        if await _held(row, region, self.held_on, self.held_on):
            context.refuse("held_on", "ALREADY_PLANNED", "Siklus program ini pada hari H itu sudah direncanakan.")
        calendar = await calendar_around(context, anchors.held_on, anchors.last)
        remark_day_off(context, calendar, self.held_on)
        new = NewCycle(self.title or default_title(row, self.held_on), anchors)
        (made,) = await make_cycles(context, row, stored, region, [new], calendar)
        _remark_past(context, [made])
        for pile_up in await pile_ups_of(row, stored, [made]):
            context.remark("held_on", "PILE_UP", pile_up.words)
        return await ProgrammeCycle.get(id=made.id)


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """A year of cycles that was planned."""

    cycles: list[Annotated[int, RecordIdType("ProgrammeCycle")]]
    cycle_count: int
    step_count: int
    first_on: date | None
    last_on: date | None
    pile_ups: list[str]


@command("core.plan_year", title="Rencanakan setahun", permission=None, returns=PlannedYear)
class PlanYear:
    """Merencanakan semua siklus sebuah program dalam setahun sekaligus, dengan peringatan bila langkahnya menumpuk.

    Siklus yang sudah direncanakan dilewati; hari yang sudah lewat juga.
    """

    programme: str = ask("Program", options=programmes_to_run, maximum_length=100)
    year: Year = ask("Tahun", example="2027")
    rule: str = ask(
        "Berulang kapan", help=HELP, example="Selasa kedua tiap bulan", maximum_length=100, check=rule_fault
    )
    on_day_off: Roll | None = ask(
        "Bila hari H libur",
        help="Maju, mundur, atau ditiadakan (Tetap: hari libur dilewati). Kosong berarti mundur ke hari kerja "
        "berikutnya.",
    )
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti seluruh wilayah dinas.")
    days: int | None = ask(
        "Lama sesi (hari)", help="Kosong berarti satu hari.", minimum=1, maximum=MOST_DAYS
    )
    steps_per_day: int | None = ask(
        "Batas langkah sehari", help="Kosong berarti batas tiap unit.", minimum=1, maximum=100
    )
    cycles_in_flight: int | None = ask(
        "Batas siklus bersamaan", help="Kosong berarti batas program.", minimum=2, maximum=100
    )

    async def run(self, context: CommandContext) -> PlannedYear:
        region = self.region_code or context.settings.region_code
        programme = require_programme(context, self.programme, region)
        if not 2000 <= self.year <= 2190:
            context.refuse("year", "INVALID", "Tahun harus antara 2000 dan 2190.")
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        row, _ = await programme_and_timeline(programme, first)
        await hold(f"core.cycles {row.id}")
        calendar = await calendar_around(context, first, last)
        days = self._days(context, calendar, first, last)
        held = await _held(row, region, days[0], days[-1]) if days else set()
        for day in days:
            if day in held:
                context.remark("rule", "ALREADY_PLANNED", f"{day_words(day)}: sudah direncanakan.")
        days = [day for day in days if day not in held]
        if not days:
            context.refuse("rule", "NOTHING_TO_PLAN", "Tidak ada siklus baru untuk direncanakan pada tahun itu.")
        return await self._make(context, programme, row, region, days, calendar)

    async def _make(
        self,
        context: CommandContext,
        programme: Programme,
        row: OfficeProgramme,
        region: str,
        days: list[date],
        calendar: WorkingCalendar,
    ) -> PlannedYear:
        versions: dict[int, list[date]] = {}
        timelines = {}
        for day in days:
            version = programme.timeline_on(day)
            number = version.version if version else 0
            if number not in timelines:
                timelines[number] = (await programme_and_timeline(programme, day))[1]
            versions.setdefault(number, []).append(day)
        made: list[MadeCycle] = []
        words: list[str] = []
        for number, some in versions.items():
            new = [NewCycle(default_title(row, day), Anchors(day, day, self._last(day))) for day in some]
            stored = timelines[number]
            these = await make_cycles(context, row, stored, region, new, calendar)
            crowded = await pile_ups_of(
                row,
                stored,
                these,
                steps_per_day=self.steps_per_day,
                cycles_in_flight=self.cycles_in_flight,
            )
            words += [one.words for one in crowded]
            made += these
        _remark_past(context, made)
        return PlannedYear(
            [one.id for one in made],
            len(made),
            sum(len(one.steps) for one in made),
            made[0].cycle.anchors.held_on,
            made[-1].cycle.anchors.held_on,
            words,
        )

    def _days(
        self, context: CommandContext, calendar: WorkingCalendar, first: date, last: date
    ) -> list[date]:
        """The days of the rule in the year; those on days off as the office wants it, each remarked on."""
        found = []
        roll = self.on_day_off or Roll.LATER
        for day in days_of(str(rule_of(self.rule)), first, last):
            if day < context.today:
                continue
            if calendar.is_working_day(day):
                found.append(day)
                continue
            moved = calendar.rolled(day, roll)
            off = f"{day_words(day)}, {calendar.why_off(day)}"
            if moved == day or moved < context.today:
                context.remark("rule", "DAY_OFF", f"{off}: ditiadakan.")
            else:
                context.remark("rule", "DAY_OFF", f"{off}: hari H menjadi {day_words(moved)}.")
                found.append(moved)
        return sorted(set(found))

    def _last(self, day: date) -> date:
        return day + timedelta(days=(self.days or 1) - 1)


def checked_anchors(
    context: CommandContext, held_on: date, first: date | None, last: date | None
) -> Anchors:
    """The days of a cycle, in their order and within a year of each other."""
    if not 2000 <= held_on.year <= 2190:
        context.refuse("held_on", "INVALID", "Hari H di luar tahun 2000 sampai 2190.")
    begins, ends = first or held_on, last or first or held_on
    if ends < begins:
        context.refuse("last_session_on", "INVALID", "Sesi terakhir sebelum sesi pertama.")
    if abs((begins - held_on).days) > MOST_DAYS or (ends - begins).days >= MOST_DAYS:
        context.refuse("last_session_on", "INVALID", f"Sesi lebih dari {MOST_DAYS} hari dari hari H.")
    return Anchors(held_on, begins, ends)


def remark_day_off(context: CommandContext, calendar: WorkingCalendar, held_on: date) -> None:
    """Point out a day H that is a day off: it stays, for the office said so."""
    if not calendar.is_working_day(held_on):
        context.remark("held_on", "DAY_OFF", f"Hari H {day_words(held_on)} libur: {calendar.why_off(held_on)}.")


async def _held(row: OfficeProgramme, region: str, first: date, last: date) -> set[date]:
    found = ProgrammeCycle.filter(
        programme_id=row.id, region_id=region, held_on__gte=first, held_on__lte=last
    ).exclude(state=CycleState.CANCELLED)
    return set(await found.values_list("held_on", flat=True))  # type: ignore[arg-type]


def _remark_past(context: CommandContext, made: Sequence[MadeCycle]) -> None:
    past = sum(step.due_until < context.today for one in made for step in one.steps)
    if past:
        context.remark("held_on" if len(made) == 1 else "rule", "STEPS_PAST", f"{past} langkah sudah lewat tanggalnya.")
