"""Days by RRULE minus days off, and the rules that are refused."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar import Roll, WorkingCalendar, check_rule, occurrences
from kopukm_core.scheduling.calendar.library import library_days

OFF = {day: off for year in range(2026, 2029) for day, off in library_days(year).items()}
CALENDAR = WorkingCalendar(date(2026, 1, 1), date(2028, 12, 31), OFF, time_zone=ZoneInfo("Asia/Jakarta"))
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
LEAP_YEAR = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
SECOND_TUESDAY = "FREQ=MONTHLY;BYDAY=2TU"


@pytest.mark.parametrize(
    ("roll", "march"),
    [(Roll.LATER, "2027-03-16"), (Roll.EARLIER, "2027-03-05"), (Roll.NONE, "2027-03-09"), (None, None)],
)
def test_the_second_tuesday_of_each_month(roll: Roll | None, march: str | None) -> None:
    found = occurrences(SECOND_TUESDAY, *YEAR, CALENDAR, roll)
    in_march = [day.isoformat() for day in found if day.month == 3]
    assert in_march == ([march] if march else [])
    assert len(found) == (12 if march else 11)
    others = [day for day in found if day.month != 3]
    assert all(day.weekday() == 1 and 8 <= day.day <= 14 for day in others)


@pytest.mark.parametrize(
    ("rule", "count", "first", "last"),
    [
        ("FREQ=DAILY", 242, "2027-01-04", "2027-12-31"),  # with None days off are left out
        ("FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2", 46, "2027-01-11", "2027-12-30"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 12, "2027-01-29", "2027-12-31"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3",
            2,
            "2027-01-15",
            "2027-02-15",
        ),  # the third is collective leave
        ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20270120", 3, "2027-01-06", "2027-01-20"),
        ("RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270120T000000Z", 3, "2027-01-06", "2027-01-20"),
        ("freq=yearly;bymonth=7;bymonthday=12", 1, "2027-07-12", "2027-07-12"),
    ],
)
def test_rules(rule: str, count: int, first: str, last: str) -> None:
    found = occurrences(rule, *YEAR, CALENDAR, None)
    assert (len(found), found[0].isoformat(), found[-1].isoformat()) == (count, first, last)


def test_two_that_roll_onto_one_day_are_one() -> None:
    found = occurrences("FREQ=DAILY", date(2027, 3, 8), date(2027, 3, 17), CALENDAR, Roll.LATER)
    assert found == [date(2027, 3, 16), date(2027, 3, 17)]


def test_nothing_comes_of_a_stretch_that_is_over() -> None:
    assert occurrences(SECOND_TUESDAY, YEAR[1], YEAR[0], CALENDAR) == []
    assert occurrences(f"{SECOND_TUESDAY};UNTIL=20261231", *YEAR, CALENDAR) == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("", "bukan bagian aturan"),
        ("setiap Selasa", "bukan bagian aturan"),
        ("FREQ=SECONDLY", "FREQ harus"),
        ("FREQ=HOURLY;BYHOUR=1", "FREQ harus"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR tidak dapat dipakai dengan FREQ=DAILY"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "tidak dapat dipakai dengan FREQ=DAILY"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "hanya untuk INTERVAL=1"),
        ("FREQ=WEEKLY;BYDAY=2TU", "hanya dapat dipakai untuk bulan"),
        ("FREQ=YEARLY;BYDAY=53MO", "hanya dapat dipakai untuk bulan"),
        ("FREQ=MONTHLY;BYDAY=6MO", "paling banyak lima kali"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", "tanpa BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=XX", "bukan hari"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", "BYSETPOS harus bilangan -5 sampai 5"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS harus bilangan"),
        ("FREQ=MONTHLY;BYSETPOS=1", "perlu BYDAY"),
        ("FREQ=YEARLY;BYMONTHDAY=A", "bukan bilangan"),
        ("FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "BYMONTH harus bilangan 1 sampai 12"),
        ("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31", "tidak ada pada bulan"),
        ("FREQ=WEEKLY;WKST=XX", "WKST harus nama hari"),
        ("INTERVAL=2", "FREQ harus"),
        ("FREQ=DAILY;FREQ=WEEKLY", "tertulis dua kali"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL harus bilangan"),
        ("FREQ=DAILY;COUNT=99999999", "COUNT harus bilangan"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "tidak dapat dipakai bersama"),
        ("FREQ=DAILY;UNTIL=20279999", "bukan tanggal"),
        ("FREQ=DAILY;BYDAY=" + ",".join(["MO"] * 100), "paling panjang 200"),
        ("FREQ=DAILY\nDTSTART:19000101", "bukan bagian aturan"),
    ],
)
def test_rules_that_are_refused(rule: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told) as refused:
        check_rule(rule)
    assert "Contoh: FREQ=MONTHLY;BYDAY=2TU" in str(refused.value)


WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4)
NUMBERED = st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.sampled_from(["MO", "WE", "FR", "SU"]))
RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 40)),
    st.builds(
        lambda days, every: f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(days)}",
        WEEKDAYS,
        st.integers(1, 6),
    ),
    st.builds(
        lambda day, every: f"FREQ=MONTHLY;INTERVAL={every};BYDAY={day[0]}{day[1]}",
        NUMBERED,
        st.integers(1, 5),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 15, 28, 29, 31, -1, -31])),
    st.builds(
        lambda days, place: f"FREQ=MONTHLY;BYDAY={','.join(days)};BYSETPOS={place}",
        WEEKDAYS,
        st.sampled_from([1, 3, -1]),
    ),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, st.integers(1, 12), st.integers(1, 31)),
)


@settings(max_examples=60, deadline=None)
@given(RULES)
def test_days_left_out_and_days_rolled_are_those_that_the_rule_names(rule: str) -> None:
    try:
        check_rule(rule)
    except BadInputError:
        month, day = (int(part.partition("=")[2]) for part in rule.split(";")[1:3])
        assert not any((each.month, each.day) == (month, day) for each in LEAP_YEAR)
        return
    named = occurrences(rule, *YEAR, CALENDAR, Roll.NONE)
    assert occurrences(rule, *YEAR, CALENDAR, None) == [day for day in named if CALENDAR.is_working_day(day)]
    later = {CALENDAR.next_working_day(day) for day in named}
    assert occurrences(rule, *YEAR, CALENDAR, Roll.LATER) == sorted(later)


def test_too_many_days_and_too_long_a_stretch_are_refused() -> None:
    wide = WorkingCalendar(date(2000, 1, 1), date(2040, 1, 1), {}, time_zone=ZoneInfo("Asia/Jakarta"))
    with pytest.raises(BadInputError, match="lebih dari 1000 hari"):
        occurrences("FREQ=DAILY", date(2001, 1, 1), date(2011, 1, 1), wide)
    with pytest.raises(BadInputError, match="20 tahun"):
        occurrences("FREQ=YEARLY", date(2001, 1, 1), date(2001, 1, 1) + timedelta(days=366 * 21), wide)
