"""Working days of 2025 to 2027 by table, and against a plain loop over the days."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar import DayOff, DayOffKind, DayUnit, Roll, WorkingCalendar
from kopukm_core.scheduling.calendar.library import library_days

WIB = ZoneInfo("Asia/Jakarta")
FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
LIBRARY = {day: off for year in range(2024, 2029) for day, off in library_days(year).items()}
CALENDAR = WorkingCalendar(FIRST, LAST, LIBRARY, time_zone=WIB)


@pytest.mark.parametrize(
    ("day", "name", "kind", "estimated"),
    [
        ("2025-01-27", "Isra Mikraj Nabi Muhammad", DayOffKind.NATIONAL, False),
        ("2025-04-07", "Cuti Bersama Hari Raya Idul Fitri", DayOffKind.COLLECTIVE_LEAVE, False),
        (
            "2025-08-18",
            "Cuti Bersama Hari Kemerdekaan Republik Indonesia",
            DayOffKind.COLLECTIVE_LEAVE,
            False,
        ),
        ("2026-03-20", "Cuti Bersama Hari Raya Idul Fitri", DayOffKind.COLLECTIVE_LEAVE, False),
        ("2026-12-24", "Cuti Bersama Hari Raya Natal", DayOffKind.COLLECTIVE_LEAVE, False),
        ("2027-03-10", "Hari Raya Idul Fitri", DayOffKind.NATIONAL, True),
        ("2027-05-17", "Hari Raya Idul Adha", DayOffKind.NATIONAL, True),
        ("2027-08-17", "Hari Kemerdekaan Republik Indonesia", DayOffKind.NATIONAL, False),
    ],
)
def test_days_off_of_the_library(day: str, name: str, kind: DayOffKind, estimated: bool) -> None:
    off = CALENDAR.day_off(date.fromisoformat(day))
    assert off is not None
    assert off.facts == (name, kind, estimated)
    assert off.source.startswith("Pustaka holidays ")


@pytest.mark.parametrize(("year", "working", "off"), [(2025, 237, 28), (2026, 240, 25), (2027, 242, 26)])
def test_a_year_has_so_many_working_days(year: int, working: int, off: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert len(CALENDAR.working_days(first, last)) == working
    assert len(CALENDAR.days_off(first, last)) == off


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2025-08-15", 1, "2025-08-19"),  # over the weekend, the 17th and the late decree
        ("2025-08-19", -1, "2025-08-15"),
        ("2025-12-31", 1, "2026-01-02"),  # into the next year
        ("2026-01-02", -1, "2025-12-31"),
        ("2027-03-05", 1, "2027-03-16"),  # over Nyepi and Lebaran
        ("2027-03-16", -1, "2027-03-05"),
        ("2026-12-23", 5, "2027-01-04"),
        ("2026-11-21", 0, "2026-11-23"),  # a Saturday
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_counting_working_days(day: str, count: int, found: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-11-22", "2026-11-20"),  # a Sunday belongs to the week that began on Monday
        ("2026-11-23", "2026-11-27"),
        ("2026-12-21", "2026-12-23"),
        ("2027-03-08", None),  # Nyepi and Lebaran: nobody works
        ("2027-03-25", "2027-03-24"),
    ],
)
def test_the_last_working_day_of_a_week(day: str, last: str | None) -> None:
    expected = date.fromisoformat(last) if last else None
    assert CALENDAR.last_working_day_of_week(date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("start", "offset", "unit", "roll", "due"),
    [
        ("2027-04-14", -30, DayUnit.CALENDAR, Roll.EARLIER, "2027-03-05"),  # the 15th is collective leave
        ("2027-04-14", -30, DayUnit.CALENDAR, Roll.LATER, "2027-03-16"),
        ("2027-04-14", -30, DayUnit.CALENDAR, Roll.NONE, "2027-03-15"),
        ("2027-04-14", 8, DayUnit.WORKING, Roll.LATER, "2027-04-26"),
        ("2027-04-17", 0, DayUnit.WORKING, Roll.EARLIER, "2027-04-16"),
    ],
)
def test_due_days(start: str, offset: int, unit: DayUnit, roll: Roll, due: str) -> None:
    assert CALENDAR.due_day(date.fromisoformat(start), offset, unit, roll) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-21", "Sabtu"),
        ("2026-11-22", "Minggu"),
        ("2026-11-23", ""),
        ("2027-03-10", "Hari Raya Idul Fitri (perkiraan)"),
    ],
)
def test_why_a_day_is_off(day: str, why: str) -> None:
    assert CALENDAR.why_off(date.fromisoformat(day)) == why


def test_beyond_what_was_read_nothing_is_guessed() -> None:
    with pytest.raises(BadInputError, match="hanya dibaca untuk 2024-01-01 sampai 2028-12-31"):
        CALENDAR.is_working_day(date(2029, 1, 1))
    with pytest.raises(BadInputError):
        CALENDAR.add_working_days(LAST, 1)
    assert CALENDAR.working_days(LAST, FIRST) == []


BEGIN, END = date(2026, 1, 1), date(2027, 12, 31)
DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 30))
OFF = st.frozensets(st.dates(date(2026, 5, 1), date(2027, 7, 31)), max_size=120)


@settings(max_examples=120, deadline=None)
@given(OFF, DAYS, st.integers(-60, 60))
def test_the_same_as_a_plain_loop(off: frozenset[date], day: date, count: int) -> None:
    calendar = WorkingCalendar(BEGIN, END, dict.fromkeys(off, DayOff("Libur")), time_zone=WIB)
    worked = [
        each
        for number in range((END - BEGIN).days + 1)
        if (each := BEGIN + timedelta(days=number)).weekday() < 5 and each not in off
    ]
    assert calendar.working_days(BEGIN, END) == worked
    after, before = [one for one in worked if one > day], [one for one in worked if one < day]
    if count > 0:
        expected = after[count - 1]
    elif count < 0:
        expected = before[count]
    else:
        expected = day if day in worked else after[0]
    assert calendar.add_working_days(day, count) == expected
    assert calendar.next_working_day(day) == (day if day in worked else after[0])
    assert calendar.previous_working_day(day) == (day if day in worked else before[-1])
    same_week = [one for one in worked if one.isocalendar()[:2] == day.isocalendar()[:2]]
    assert calendar.last_working_day_of_week(day) == (same_week[-1] if same_week else None)
