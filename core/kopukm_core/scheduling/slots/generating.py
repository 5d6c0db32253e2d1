"""The times of slots: where a bookable's availability meets the opening hours of the service. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from kopukm_core.scheduling.slots.bookable_models import Availability, AvailabilityException, ExceptionKind


class Span(Protocol):
    """A stretch of clock time."""

    @property
    def opens(self) -> time: ...
    @property
    def closes(self) -> time: ...


class Hours(Protocol):
    """What is asked of the working calendar."""

    time_zone: ZoneInfo

    def is_working_day(self, day: date) -> bool: ...
    def hours_on(self, service: str, day: date) -> Sequence[Span]: ...


@dataclass(frozen=True, slots=True)
class SlotTime:
    """One slot, at the office's day and in aware moments."""

    day: date
    starts_at: datetime
    ends_at: datetime


Stretch = tuple[time, time]


def slot_times(
    calendar: Hours,
    service: str,
    minutes: int,
    first: date,
    last: date,
    availability: Iterable[Availability],
    exceptions: Iterable[AvailabilityException] = (),
    most: int | None = None,
) -> list[SlotTime]:
    """The slots of `minutes` each from first to last day, both included; on no day more than `most`.

    They begin at the opening of the service, so that those of all experts lie side by side. Days off give none.
    """
    weekly, differing = list(availability), list(exceptions)
    found: list[SlotTime] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        hours = calendar.hours_on(service, day) if calendar.is_working_day(day) else ()
        if not hours:
            continue
        before = len(found)
        present = available_on(day, weekly, differing)
        absent = [stretch(one) for one in _speaking(differing, day, ExceptionKind.ABSENT)]
        for span in hours:
            begins = datetime.combine(day, span.opens, tzinfo=calendar.time_zone)
            closes = datetime.combine(day, span.closes, tzinfo=calendar.time_zone)
            while begins + timedelta(minutes=minutes) <= closes:
                ends = begins + timedelta(minutes=minutes)
                clock = (begins.time(), ends.time())
                if any(_within(clock, one) for one in present) and not any(
                    _overlap(clock, one) for one in absent
                ):
                    found.append(SlotTime(day, begins, ends))
                begins = ends
        del found[before + most if most is not None else len(found) :]
    return found


def available_on(
    day: date, weekly: Iterable[Availability], exceptions: Iterable[AvailabilityException]
) -> list[Stretch]:
    """When somebody is there that day, touching stretches joined; absences are not taken out."""
    spans = [
        (time.fromisoformat(one.time_from), time.fromisoformat(one.time_to))
        for one in weekly
        if one.weekday == day.isoweekday()
        and one.effective_from <= day
        and (one.effective_to is None or day <= one.effective_to)
    ]
    spans += [stretch(one) for one in _speaking(exceptions, day, ExceptionKind.EXTRA)]
    joined: list[Stretch] = []
    for begins, ends in sorted(spans):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined


def stretch(exception: AvailabilityException) -> Stretch:
    """The clock time that an exception speaks of; the whole day where it tells none."""
    begins = time.fromisoformat(exception.time_from) if exception.time_from else time.min
    return begins, time.fromisoformat(exception.time_to) if exception.time_to else time.max


def _speaking(
    exceptions: Iterable[AvailabilityException], day: date, kind: ExceptionKind
) -> list[AvailabilityException]:
    return [
        one
        for one in exceptions
        if one.kind is kind and one.withdrawn_at is None and one.first_day <= day <= one.last_day
    ]


def _within(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def invited_places(count: int, percent: int) -> set[int]:
    """Which of so many slots are kept for the invited, spread evenly."""
    return {place for place in range(count) if (place + 1) * percent // 100 > place * percent // 100}


def round_of_week(programme: str, day: date) -> str:
    """The round of a slot without a cycle: the programme's week."""
    year, week, _ = day.isocalendar()
    return f"{programme}:{year}-W{week:02}"


def round_of_cycle(cycle_id: int) -> str:
    """The round of a slot in a cycle."""
    return f"cycle:{cycle_id}"
