"""From a timeline and the days of a cycle to the due days of its steps, each with why it is then. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kopukm_core.programmes.timeline import Anchor, StepTemplate, Timeline
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.scheduling.cycles.why import ESTIMATED, day_words, offset_words, placed_words, window_words


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days of a cycle: H, its sessions (H where there is but one), and the days on which steps were done."""

    held_on: date
    first_session_on: date | None = None
    last_session_on: date | None = None
    done: Mapping[str, date] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """The day of the first session."""
        return self.first_session_on or self.held_on

    @property
    def last(self) -> date:
        """The day of the last session, never before the first."""
        return max(self.first, self.last_session_on or self.first)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """When one step is due, and in Indonesian why then.

    `occurrence_on` tells the steps of one recurring template apart: its working day, or the Monday of its week.
    """

    template: StepTemplate
    position: int
    occurrence_on: date | None
    due_from: date
    due_until: date
    counted_until: date
    """The last day before it went off a day off."""
    why: str
    is_estimated: bool = False
    """The days were found going around days off whose own dates are estimates: they may still move."""

    @property
    def identity(self) -> tuple[str, date | None]:
        """What stays the same when the step gets other days."""
        return self.template.key, self.occurrence_on


def plan_steps(timeline: Timeline, anchors: Anchors, calendar: WorkingCalendar) -> list[PlannedStep]:
    """The steps of a cycle in the order of the timeline; those that recur once for each day or week.

    A date on a day off goes earlier where it lies before its anchor and later where it lies after; on the day itself
    it stays. A step's own `roll` goes before that. A step that follows another is counted from the day on which that
    was done, and until then from the day on which it is due.
    """
    planned: list[PlannedStep] = []
    due: dict[str, PlannedStep] = {}
    for position, template in enumerate(timeline.steps, start=1):
        for step in _steps_of(template, position, timeline, anchors, calendar, due):
            planned.append(step)
            due[template.key] = max(step, due.get(template.key, step), key=lambda one: one.due_until)
    return planned


def _steps_of(
    template: StepTemplate,
    position: int,
    timeline: Timeline,
    anchors: Anchors,
    calendar: WorkingCalendar,
    due: Mapping[str, PlannedStep],
) -> Iterator[PlannedStep]:
    match template.anchor:
        case Anchor.WORKDAY:
            yield from _each_working_day(template, position, anchors, calendar)
        case Anchor.LAST_WORKDAY_OF_WEEK:
            yield from _each_week(template, position, anchors, calendar)
        case Anchor.STEP:
            other = next(step for step in timeline.steps if step.key == template.after_step)
            done, before = anchors.done.get(other.key), due.get(other.key)
            base = done or (before.due_until if before else None)
            if base is not None:
                state = "selesai" if done else "direncanakan"
                from_what = f"langkah {other.number} ({state} {day_words(base)})"
                guessed = done is None and before is not None and before.is_estimated
                yield _placed(template, position, None, base, from_what, calendar, guessed=guessed)
        case Anchor.FIRST_SESSION:
            yield _placed(template, position, None, anchors.first, "sesi pertama", calendar)
        case Anchor.LAST_SESSION:
            yield _placed(template, position, None, anchors.last, "sesi terakhir", calendar)
        case Anchor.H:
            yield _placed(template, position, None, anchors.held_on, "H", calendar)


def _each_working_day(
    template: StepTemplate, position: int, anchors: Anchors, calendar: WorkingCalendar
) -> Iterator[PlannedStep]:
    begins = _counted(template, template.offset_from, anchors.first, calendar)
    ends = _counted(template, template.offset_to, anchors.last, calendar)
    for day in calendar.working_days(begins, ends):
        yield PlannedStep(template, position, day, day, day, day, f"Setiap hari kerja = {day_words(day)}")


def _each_week(
    template: StepTemplate, position: int, anchors: Anchors, calendar: WorkingCalendar
) -> Iterator[PlannedStep]:
    monday = anchors.first - timedelta(days=anchors.first.weekday())
    while monday <= anchors.last:
        base = calendar.last_working_day_of_week(monday)
        if base is not None:
            from_what = f"hari kerja terakhir pekan itu ({day_words(base)})"
            guessed = calendar.is_estimated(base, monday + timedelta(days=6))
            yield _placed(template, position, monday, base, from_what, calendar, guessed=guessed)
        monday += timedelta(days=7)


def _placed(
    template: StepTemplate,
    position: int,
    occurrence_on: date | None,
    base: date,
    from_what: str,
    calendar: WorkingCalendar,
    *,
    guessed: bool = False,
) -> PlannedStep:
    """The step counted from `base`, which is `guessed` where it rests on estimates itself."""
    days: list[date] = []
    counted = base
    words: list[str] = []
    for offset in dict.fromkeys((template.offset_from, template.offset_to)):
        counted = _counted(template, offset, base, calendar)
        day = calendar.rolled(counted, template.roll or _roll_of(offset))
        days.append(day)
        guessed = guessed or _goes_around_estimates(template, base, counted, day, calendar)
        label = offset_words(offset, template.unit_of_offset, from_what)
        words.append(placed_words(label, counted, day, calendar))
    why = window_words(words)
    if guessed and ESTIMATED not in why:
        why += f"; bergantung pada hari libur yang masih {ESTIMATED}"
    return PlannedStep(template, position, occurrence_on, days[0], days[-1], counted, why, guessed)


def _goes_around_estimates(
    template: StepTemplate, base: date, counted: date, day: date, calendar: WorkingCalendar
) -> bool:
    """Whether days off that may still move lie among the days that were counted over, or rolled over."""
    over = template.unit_of_offset is DayUnit.WORKING and calendar.is_estimated(base, counted)
    return over or (day != counted and calendar.is_estimated(counted, day))


def _counted(template: StepTemplate, offset: int, base: date, calendar: WorkingCalendar) -> date:
    if template.unit_of_offset is DayUnit.WORKING and offset:
        return calendar.add_working_days(base, offset)
    return base + timedelta(days=offset)


def _roll_of(offset: int) -> Roll:
    if offset == 0:
        return Roll.NONE
    return Roll.EARLIER if offset < 0 else Roll.LATER
