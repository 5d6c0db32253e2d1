"""The working calendar as plain data: which days are worked, when which service is open. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar.day_off import DayOff
from kopukm_core.scheduling.calendar.opening_rule import OpeningRule, TimeSpan
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.scheduling.calendar.words import opening_words, weekday_name

WORKING_WEEKDAYS = frozenset({1, 2, 3, 4, 5})
"""Monday to Friday: five working days a week (Perpres 21/2023)."""

_DAY = timedelta(days=1)


class WorkingCalendar:
    """What the office knows of the days from `first` to `last`; asking beyond them is an error, not a guess."""

    def __init__(
        self,
        first: date,
        last: date,
        days_off: Mapping[date, DayOff],
        rules: Iterable[OpeningRule] = (),
        *,
        time_zone: ZoneInfo,
        weekdays: frozenset[int] = WORKING_WEEKDAYS,
    ) -> None:
        self.first = first
        self.last = last
        self.time_zone = time_zone
        self._days_off = dict(days_off)
        self._weekdays = weekdays
        self._rules: dict[str, list[OpeningRule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.precedence, reverse=True):
            self._rules.setdefault(rule.service, []).append(rule)

    @property
    def services(self) -> tuple[str, ...]:
        """The services with hours of their own, by name."""
        return tuple(sorted(self._rules))

    def changed(self, days: Mapping[date, DayOff | None]) -> WorkingCalendar:
        """The calendar as it would be with these days off, or (None) worked but for the weekend."""
        days_off = {day: off for day, off in {**self._days_off, **days}.items() if off is not None}
        rules = [rule for some in self._rules.values() for rule in some]
        return WorkingCalendar(
            self.first, self.last, days_off, rules, time_zone=self.time_zone, weekdays=self._weekdays
        )

    def day_off(self, day: date) -> DayOff | None:
        """The holiday, collective leave or local day off on that day; None for others, weekends among them."""
        self._refuse_beyond(day)
        return self._days_off.get(day)

    def days_off(self, first: date, last: date) -> dict[date, DayOff]:
        """The days off from first to last, both included, in order; weekends only where they are named."""
        self._refuse_beyond(first)
        self._refuse_beyond(last)
        return {day: off for day, off in sorted(self._days_off.items()) if first <= day <= last}

    def is_working_day(self, day: date) -> bool:
        """Neither a weekend nor a day off."""
        self._refuse_beyond(day)
        return day.isoweekday() in self._weekdays and day not in self._days_off

    def why_off(self, day: date) -> str:
        """Why that day is not worked, in words: `Hari Suci Nyepi`, `Sabtu`; empty for a working day."""
        named = self.day_off(day)
        if named is not None:
            return named.words
        return "" if self.is_working_day(day) else weekday_name(day)

    def is_estimated(self, first: date, last: date) -> bool:
        """Whether a day off among these days, both included and in either order, may still move."""
        begins, ends = min(first, last), max(first, last)
        return any(off.estimated for off in self.days_off(begins, ends).values())

    def next_working_day(self, day: date) -> date:
        """That day itself where it is one, else the first one after."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """That day itself where it is one, else the last one before."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after the day, before it where negative; 0 is `next_working_day`."""
        if count == 0:
            return self.next_working_day(day)
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from first to last, both included; none where last lies before first."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in days if self.is_working_day(day)]

    def last_working_day_of_week(self, day: date) -> date | None:
        """The last working day of the week (Monday to Sunday) that the day lies in; None where all are off."""
        monday = day - timedelta(days=day.weekday())
        found = self.working_days(monday, monday + timedelta(days=6))
        return found[-1] if found else None

    def rolled(self, day: date, roll: Roll) -> date:
        """Where a day goes that is no working day."""
        if roll is Roll.EARLIER:
            return self.previous_working_day(day)
        return self.next_working_day(day) if roll is Roll.LATER else day

    def due_day(
        self, day: date, offset: int, unit: DayUnit = DayUnit.WORKING, roll: Roll = Roll.LATER
    ) -> date:
        """The day that lies so many days after (before, where negative), rolled off the days off."""
        if unit is DayUnit.WORKING and offset:
            return self.add_working_days(day, offset)
        return self.rolled(day + timedelta(days=offset), roll)

    def hours_on(self, service: str, day: date) -> tuple[TimeSpan, ...]:
        """When the service is open that day, in order; nothing on days off and where no rule speaks of the day."""
        if self.day_off(day) is not None:
            return ()
        rule = self.rule_on(service, day)
        return rule.spans if rule is not None else ()

    def hours_beyond(self, service: str, other: str, day: date) -> tuple[TimeSpan, ...]:
        """When the service is open that day and the other one is not: a desk in the rest of the office."""
        left = list(self.hours_on(service, day))
        for taken in self.hours_on(other, day):
            left = [part for span in left for part in span.without(taken)]
        return tuple(left)

    def rule_on(self, service: str, day: date) -> OpeningRule | None:
        """The rule that decides about the service that day, were it no day off; None where none speaks of it."""
        return next((rule for rule in self._rules.get(service, ()) if rule.speaks_of(day)), None)

    def is_open(self, service: str, moment: datetime) -> bool:
        """Whether the service is open at an aware moment."""
        local = moment.astimezone(self.time_zone)
        return any(span.holds(local.time()) for span in self.hours_on(service, local.date()))

    def opens_next(self, service: str, moment: datetime) -> datetime | None:
        """When the service opens next after an aware moment, at the office's offset; None as far as is known."""
        local = moment.astimezone(self.time_zone)
        day = local.date()
        while day <= self.last:
            for span in self.hours_on(service, day):
                opens = datetime.combine(day, span.opens, tzinfo=self.time_zone)
                if opens > local:
                    return opens
            day += _DAY
        return None

    def is_opening_estimated(self, service: str, moment: datetime) -> bool:
        """Whether what is told of now and of next rests on days off that may move, or on hours nobody confirmed."""
        day = moment.astimezone(self.time_zone).date()
        opens = self.opens_next(service, moment)
        until = opens.astimezone(self.time_zone).date() if opens is not None else day
        rules = (self.rule_on(service, one) for one in {day, until})
        return self.is_estimated(day, until) or any(rule is not None and rule.estimated for rule in rules)

    def closes_at(self, service: str, moment: datetime) -> datetime | None:
        """When the stretch ends in which the service is open at that moment; None where it is closed."""
        local = moment.astimezone(self.time_zone)
        for span in self.hours_on(service, local.date()):
            if span.holds(local.time()):
                return datetime.combine(local.date(), span.closes, tzinfo=self.time_zone)
        return None

    def opening_words(self, service: str, moment: datetime) -> str:
        """When it opens next, as people say it: `hari ini 13.00`, `besok 08.00`, `Senin 08.00`; empty if unknown."""
        opens = self.opens_next(service, moment)
        return opening_words(moment.astimezone(self.time_zone), opens) if opens is not None else ""

    def state_words(self, service: str, moment: datetime) -> str:
        """What a visitor is told: `Buka sampai 12.00.`, or `Tutup. Buka lagi Senin 08.00.`"""
        closes = self.closes_at(service, moment)
        if closes is not None:
            return f"Buka sampai {closes:%H.%M}."
        again = self.opening_words(service, moment)
        if not again:
            return "Tutup."
        opens = self.opens_next(service, moment)
        day = moment.astimezone(self.time_zone).date()
        guessed = opens is not None and self.is_estimated(day, opens.date())
        return f"Tutup. Buka lagi {again}{' (perkiraan)' if guessed else ''}."

    def _refuse_beyond(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise BadInputError(
                f"Kalender kerja hanya dibaca untuk {self.first} sampai {self.last}, bukan {day}.",
                remedy="Baca kalender untuk rentang yang lebih panjang.",
            )
