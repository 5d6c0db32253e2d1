"""Planning all cycles of a programme in a year, with the pile-ups that they would make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.programmes import Programme, require_programme
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.calendar.recurrence import occurrences
from kopukm_core.scheduling.calendar.rolling import Roll
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.choices import OnDayOff
from kopukm_core.scheduling.cycles.commands.planning import MOST_DAYS, days_held, programmes_to_run
from kopukm_core.scheduling.cycles.finding import calendar_around, programme_and_timeline
from kopukm_core.scheduling.cycles.loads import pile_ups_of
from kopukm_core.scheduling.cycles.making import MadeCycle, NewCycle, default_title, make_cycles
from kopukm_core.scheduling.cycles.planning import Anchors
from kopukm_core.scheduling.cycles.recurrence import HELP, rule_fault, rule_of
from kopukm_core.scheduling.cycles.remarking import remark_steps
from kopukm_core.scheduling.cycles.why import day_words
from kopukm_core.values import RecordIdType, RegionCode, Year


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """Siklus setahun yang direncanakan."""

    cycles: list[Annotated[int, RecordIdType("ProgrammeCycle")]] = field(
        metadata={"description": "Siklus-siklusnya, menurut hari H."}
    )
    cycle_count: int = field(metadata={"description": "Jumlah siklus."})
    step_count: int = field(metadata={"description": "Jumlah langkah semuanya."})
    first_on: date = field(metadata={"description": "Hari H yang pertama."})
    last_on: date = field(metadata={"description": "Hari H yang terakhir."})
    pile_ups: list[str] = field(
        metadata={"description": "Hari dan pekan yang menumpuk: untuk diketahui sebelum terjadi."}
    )


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
    on_day_off: OnDayOff | None = ask(
        "Bila hari H libur", help="Kosong berarti diundurkan ke hari kerja berikutnya."
    )
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti seluruh wilayah dinas.")
    days: int | None = ask("Lama sesi (hari)", help="Kosong berarti satu hari.", minimum=1, maximum=MOST_DAYS)
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
        held = await days_held(row, region, days[0], days[-1]) if days else set()
        for day in days:
            if day in held:
                context.remark("rule", "ALREADY_PLANNED", f"{day_words(day)}: sudah direncanakan.")
        days = [day for day in days if day not in held]
        if not days:
            context.refuse(
                "rule", "NOTHING_TO_PLAN", "Tidak ada siklus baru untuk direncanakan pada tahun itu."
            )
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
            await remark_steps(context, stored, these, "rule")
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
        for day in occurrences(str(rule_of(self.rule)), first, last, calendar, Roll.NONE):
            if day < context.today:
                continue
            moved = self._moved(day, calendar)
            if moved is None or moved < context.today:
                off = f"{day_words(day)}, {calendar.why_off(day)}"
                context.remark("rule", "DAY_OFF", f"{off}: ditiadakan.")
                continue
            if not calendar.is_working_day(day):
                off = f"{day_words(day)}, {calendar.why_off(day)}"
                context.remark("rule", "DAY_OFF", f"{off}: hari H menjadi {day_words(moved)}.")
            found.append(moved)
        return sorted(set(found))

    def _moved(self, day: date, calendar: WorkingCalendar) -> date | None:
        match self.on_day_off:
            case OnDayOff.KEEP:
                return day
            case OnDayOff.SKIP:
                return day if calendar.is_working_day(day) else None
            case OnDayOff.EARLIER:
                return calendar.previous_working_day(day)
            case _:
                return calendar.next_working_day(day)

    def _last(self, day: date) -> date:
        return day + timedelta(days=(self.days or 1) - 1)
