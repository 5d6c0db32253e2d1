"""Due days by anchor, offset, unit and roll; properties of planning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopukm_core.programmes import Anchor, DayUnit, Roll, StepTemplate, Timeline
from kopukm_core.scheduling.calendar import DayOff, WorkingCalendar
from kopukm_core.scheduling.cycles import (
    Anchors,
    PlannedStep,
    crowded_days,
    crowded_weeks,
    plan_steps,
    rule_of,
)
from kopukm_core.scheduling.cycles.pile_ups import Load, Span

JAKARTA = ZoneInfo("Asia/Jakarta")
FRIDAY_OFF, THURSDAY_OFF = date(2027, 1, 15), date(2027, 1, 14)
CALENDAR = WorkingCalendar(
    date(2025, 1, 1), date(2029, 12, 31), {FRIDAY_OFF: DayOff("Hari Kopi", estimated=True)}, time_zone=JAKARTA
)
MONDAY = date(2027, 1, 11)


def step(key: str = "a", **more: Any) -> StepTemplate:
    """A template with these fields; `offset` for both ends of the window."""
    if "offset" in more:
        more["offset_from"] = more["offset_to"] = more.pop("offset")
    return StepTemplate(key=key, number=more.pop("number", "1"), phase="", title=key, **more)


def planned(*steps: StepTemplate, held_on: date = MONDAY, **anchors: Any) -> list[PlannedStep]:
    """What is planned of these steps around Monday 11 January 2027."""
    timeline = Timeline(1, date(2020, 1, 1), "", steps)
    return plan_steps(timeline, Anchors(held_on, **anchors), CALENDAR)


def day(number: int) -> date:
    """A day of January 2027."""
    return date(2027, 1, number)


@pytest.mark.parametrize(
    ("fields", "due", "why"),
    [
        ({}, 11, "Hari H = Senin 11 Januari 2027"),
        ({"offset": -2}, 8, "H-2 = Sabtu 9 Januari 2027, hari libur; dimajukan ke Jumat 8 Januari 2027"),
        (
            {"offset": 4},
            18,
            "H+4 = Jumat 15 Januari 2027, hari libur (Hari Kopi (perkiraan)); diundurkan ke Senin 18 Januari 2027",
        ),
        (
            {"offset": 4, "roll": Roll.EARLIER},
            14,
            "H+4 = Jumat 15 Januari 2027, hari libur (Hari Kopi (perkiraan)); dimajukan ke Kamis 14 Januari 2027",
        ),
        (
            {"offset": -2, "roll": Roll.LATER},
            11,
            "H-2 = Sabtu 9 Januari 2027, hari libur; diundurkan ke Senin 11 Januari 2027",
        ),
        ({"offset": 5, "roll": Roll.NONE}, 16, "H+5 = Sabtu 16 Januari 2027, hari libur; tidak digeser"),
        (
            {"offset": 4, "unit_of_offset": DayUnit.WORKING},
            18,
            "H+4 hari kerja = Senin 18 Januari 2027; bergantung pada hari libur yang masih perkiraan",
        ),
        ({"offset": -1, "unit_of_offset": DayUnit.WORKING}, 8, "H-1 hari kerja = Jumat 8 Januari 2027"),
        ({"anchor": Anchor.FIRST_SESSION}, 12, "Sesi pertama = Selasa 12 Januari 2027"),
        (
            {"anchor": Anchor.FIRST_SESSION, "offset": -1},
            11,
            "1 hari sebelum sesi pertama = Senin 11 Januari 2027",
        ),
        (
            {"anchor": Anchor.LAST_SESSION, "offset": 1},
            14,
            "1 hari sesudah sesi terakhir = Kamis 14 Januari 2027",
        ),
        (
            {"anchor": Anchor.LAST_WORKDAY_OF_WEEK, "offset": 1},
            18,
            "1 hari sesudah hari kerja terakhir pekan itu (Kamis 14 Januari 2027) = Jumat 15 Januari 2027, "
            "hari libur (Hari Kopi (perkiraan)); diundurkan ke Senin 18 Januari 2027",
        ),
    ],
)
def test_each_anchor_unit_and_roll(fields: dict[str, Any], due: int, why: str) -> None:
    (one,) = planned(step(**fields), first_session_on=day(12), last_session_on=day(13))
    assert (one.due_from, one.due_until, one.why) == (day(due), day(due), why)
    assert one.is_estimated is ("perkiraan" in why)


def test_a_window_is_rolled_at_both_ends() -> None:
    (one,) = planned(step(offset_from=-9, offset_to=-2))
    assert (one.due_from, one.due_until) == (day(1), day(8))
    assert one.why == (
        "H-9 = Sabtu 2 Januari 2027, hari libur; dimajukan ke Jumat 1 Januari 2027; "
        "sampai H-2 = Sabtu 9 Januari 2027, hari libur; dimajukan ke Jumat 8 Januari 2027"
    )


def test_a_day_h_on_a_day_off_stays() -> None:
    (one,) = planned(step(), held_on=FRIDAY_OFF)
    assert one.due_until == FRIDAY_OFF
    assert one.why.endswith("hari libur (Hari Kopi (perkiraan)); tidak digeser")
    assert not one.is_estimated, "whatever becomes of that day off, H stays"


def test_every_working_day_between_the_sessions() -> None:
    daily = planned(step(anchor=Anchor.WORKDAY, offset_to=1), last_session_on=day(16))
    assert [one.due_from.day for one in daily] == [11, 12, 13, 14]
    assert {one.occurrence_on for one in daily} == {one.due_from for one in daily}


def test_the_last_working_day_of_each_week() -> None:
    weekly = planned(
        step(anchor=Anchor.LAST_WORKDAY_OF_WEEK), first_session_on=day(13), last_session_on=day(27)
    )
    assert [(one.occurrence_on, one.due_until) for one in weekly] == [
        (day(11), day(14)),
        (day(18), day(22)),
        (day(25), day(29)),
    ]


def test_a_step_after_another_follows_the_day_it_was_done() -> None:
    steps = (
        step("a", offset=1),
        step("b", number="2", anchor=Anchor.STEP, after_step="a", offset=1),
        step("c", number="3", anchor=Anchor.STEP, after_step="b", offset=3, unit_of_offset=DayUnit.WORKING),
    )
    assert [one.due_until.day for one in planned(*steps)] == [12, 13, 19]
    after = planned(*steps, done={"a": day(13)})
    assert [one.due_until.day for one in after] == [12, 14, 20]
    assert after[1].why == "1 hari sesudah langkah 1 (selesai Rabu 13 Januari 2027) = Kamis 14 Januari 2027"
    # What follows a step whose day is an estimate is one itself, until that step is done.
    guessed = planned(*(replace(steps[0], offset_from=4, offset_to=4), replace(steps[1], offset_to=2)))
    assert [one.is_estimated for one in guessed] == [True, True]
    assert guessed[1].why.endswith("; bergantung pada hari libur yang masih perkiraan")
    settled = planned(*(replace(steps[0], offset_from=4, offset_to=4), steps[1]), done={"a": day(18)})
    assert [one.is_estimated for one in settled] == [True, False]


def test_a_week_without_a_working_day_has_no_weekly_step() -> None:
    off = {day(number): DayOff("Libur panjang") for number in range(11, 16)}
    calendar = CALENDAR.changed(off)
    timeline = Timeline(1, date(2020, 1, 1), "", (step(anchor=Anchor.LAST_WORKDAY_OF_WEEK),))
    assert plan_steps(timeline, Anchors(MONDAY), calendar) == []


offsets = st.integers(min_value=-40, max_value=40)


@settings(max_examples=60, deadline=None)
@given(
    held_on=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    window=st.tuples(offsets, offsets).map(sorted),
    anchor=st.sampled_from(
        [Anchor.H, Anchor.FIRST_SESSION, Anchor.LAST_SESSION, Anchor.LAST_WORKDAY_OF_WEEK]
    ),
    unit=st.sampled_from(DayUnit),
    roll=st.sampled_from([None, *Roll]),
    off=st.sets(st.integers(min_value=-45, max_value=45), max_size=20),
)
def test_windows_keep_their_order_and_lie_on_working_days(
    held_on: date, window: list[int], anchor: Anchor, unit: DayUnit, roll: Roll | None, off: set[int]
) -> None:
    calendar = CALENDAR.changed({held_on + timedelta(days=number): DayOff("Libur") for number in off})
    template = step(offset_from=window[0], offset_to=window[1], anchor=anchor, unit_of_offset=unit, roll=roll)
    timeline = Timeline(1, date(2020, 1, 1), "", (template,))
    found = plan_steps(timeline, Anchors(held_on), calendar)
    assert found == plan_steps(timeline, Anchors(held_on), calendar)
    for one in found:
        assert one.due_from <= one.due_until
        if roll in (Roll.EARLIER, Roll.LATER):
            assert calendar.is_working_day(one.due_from)
            assert calendar.is_working_day(one.due_until)
        if roll is None and anchor is Anchor.H and unit is DayUnit.CALENDAR:
            first, last = (held_on + timedelta(days=number) for number in window)
            assert one.due_from <= first if window[0] <= 0 else one.due_from >= first
            assert one.due_until >= last if window[1] >= 0 else one.due_until <= last


def test_days_that_hold_too_much() -> None:
    loads = [Load("Humas", 2, day(5), day(5))] * 3 + [
        Load("Acara", 3, day(6), day(5)),
        Load("Acara", 3, day(6), day(6)),
    ]
    assert [one.words for one in crowded_days(loads)] == [
        "Selasa 5 Januari 2027: 3 langkah Humas pada satu hari (batas 2).",
        "Rabu 6 Januari 2027: 2 langkah Acara pada satu hari (terkumpul karena hari libur).",
    ]
    assert list(crowded_days(loads[:2])) == []


def test_weeks_with_too_many_cycles_in_flight() -> None:
    spans = [
        Span("Klinik", 3, day(4) + timedelta(weeks=week), day(22) + timedelta(weeks=week))
        for week in range(5)
    ]
    assert [(one.begins, one.ends, one.count) for one in crowded_weeks(spans)] == [
        (day(18), date(2027, 2, 7), 3)
    ]
    assert list(crowded_weeks(spans[:2])) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Selasa kedua tiap bulan", "FREQ=MONTHLY;BYDAY=2TU"),
        ("jumat terakhir", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("Rabu ke-3 setiap bulan", "FREQ=MONTHLY;BYDAY=3WE"),
        ("setiap Senin", "FREQ=WEEKLY;BYDAY=MO"),
        ("Senin tiap pekan", "FREQ=WEEKLY;BYDAY=MO"),
        ("tanggal 10 tiap bulan", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("rrule:freq=monthly;byday=2tu", "FREQ=MONTHLY;BYDAY=2TU"),
        ("tanggal 0", None),
        ("kapan-kapan", None),
        ("FREQ=SECONDLY", None),
    ],
)
def test_recurrence_in_words(said: str, rule: str | None) -> None:
    assert rule_of(said) == rule
