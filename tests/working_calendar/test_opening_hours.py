"""When services are open: dated rules, Ramadan, Friday, days off, and the words for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kopukm_core.scheduling.calendar import OpeningRule, TimeSpan, WorkingCalendar
from kopukm_core.scheduling.calendar.library import library_days

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
WEEK = frozenset({1, 2, 3, 4, 5})
RULES = (
    OpeningRule("office", WEEK, time(7, 30), time(16), date(2025, 1, 1), number=1),
    OpeningRule(
        "office", frozenset({5}), time(7, 30), time(16, 30), date(2025, 1, 1), None, time(11, 30), time(13),
        number=2,
    ),
    OpeningRule("office", WEEK, time(8), time(15), date(2025, 3, 1), date(2025, 3, 30), period="Ramadan", number=3),
    OpeningRule("office", WEEK, None, None, date(2025, 3, 12), date(2025, 3, 12), period="Pelantikan", number=4),
    OpeningRule("office", WEEK, time(8), time(16), date(2027, 1, 1), number=5),
    OpeningRule("market", frozenset({6, 7}), time(6), time(10), date(2025, 1, 1), number=6),
)  # fmt: skip


def calendar(zone: ZoneInfo = WIB) -> WorkingCalendar:
    off = {day: each for year in range(2024, 2029) for day, each in library_days(year).items()}
    return WorkingCalendar(date(2024, 1, 1), date(2028, 12, 31), off, RULES, time_zone=zone)


@pytest.mark.parametrize(
    ("service", "day", "spans"),
    [
        ("office", "2025-02-03", "07.30–16.00"),
        (
            "office",
            "2025-02-07",
            "07.30–11.30 13.00–16.30",
        ),  # of two rules without a period, the later number
        ("office", "2025-03-03", "08.00–15.00"),
        ("office", "2025-03-07", "08.00–15.00"),  # a period goes before the usual Friday
        ("office", "2025-03-12", ""),  # the narrower period; closed
        ("office", "2025-03-31", ""),  # Idul Fitri
        ("office", "2025-04-08", "07.30–16.00"),
        ("office", "2027-02-01", "08.00–16.00"),  # what begins later
        ("office", "2025-02-08", ""),  # Saturday
        ("market", "2025-02-08", "06.00–10.00"),
        ("market", "2025-04-20", ""),  # a Sunday that is a holiday
        ("unknown", "2025-02-03", ""),
    ],
)
def test_hours_of_a_day(service: str, day: str, spans: str) -> None:
    found = calendar().hours_on(service, date.fromisoformat(day))
    assert " ".join(map(str, found)) == spans


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        ("2025-02-03T07:29:59+07:00", False, "hari ini 07.30"),
        ("2025-02-03T07:30:00+07:00", True, "besok 07.30"),
        ("2025-02-03T16:00:00+07:00", False, "besok 07.30"),  # the end is no longer open
        ("2025-02-07T12:00:00+07:00", False, "hari ini 13.00"),  # Friday rest
        ("2025-02-07T16:30:00+07:00", False, "Senin 07.30"),
        ("2025-02-03T00:30:00+00:00", True, "besok 07.30"),  # the same moment in UTC
        ("2025-03-27T16:00:00+07:00", False, "Selasa, 8 April 07.30"),  # over Lebaran
        ("2026-12-23T20:00:00+07:00", False, "Senin 07.30"),
        ("2025-12-31T20:00:00+07:00", False, "Jumat 07.30"),
    ],
)
def test_open_now_and_open_next(moment: str, is_open: bool, words: str) -> None:
    at = datetime.fromisoformat(moment)
    assert calendar().is_open("office", at) is is_open
    assert calendar().opening_words("office", at) == words


def test_what_a_visitor_is_told() -> None:
    office = calendar()
    assert office.state_words("office", datetime(2025, 2, 7, 9, tzinfo=WIB)) == "Buka sampai 11.30."
    assert (
        office.state_words("office", datetime(2025, 2, 7, 18, tzinfo=WIB)) == "Tutup. Buka lagi Senin 07.30."
    )
    assert office.state_words("unknown", datetime(2025, 2, 7, 18, tzinfo=WIB)) == "Tutup."
    before_lebaran = datetime(2027, 3, 8, 18, tzinfo=WIB)
    assert office.state_words("office", before_lebaran) == (
        "Tutup. Buka lagi Selasa, 16 Maret 08.00 (perkiraan)."
    )
    assert office.is_opening_estimated("office", before_lebaran)
    assert not office.is_opening_estimated("office", before_lebaran - timedelta(days=7))
    assert not office.is_opening_estimated("market", datetime(2027, 2, 6, 7, tzinfo=WIB))
    assert office.opens_next("unknown", datetime(2025, 2, 7, 18, tzinfo=WIB)) is None


def test_hours_are_those_of_the_office_wherever_it_lies() -> None:
    at = datetime.fromisoformat("2025-02-02T22:45:00+00:00")  # Monday 07.45 in Jayapura, 05.45 in Jakarta
    assert calendar(WIT).is_open("office", at)
    assert not calendar(WIB).is_open("office", at)
    opens = calendar(WIT).opens_next("office", at - timedelta(hours=1))
    assert opens == datetime.fromisoformat("2025-02-03T07:30:00+09:00")


def test_open_just_when_a_span_of_the_day_holds_the_moment() -> None:
    office, at = calendar(), datetime(2025, 3, 1, tzinfo=WIB)
    while at.date() < date(2025, 3, 15):
        spans = office.hours_on("office", at.date())
        assert office.is_open("office", at) == any(span.opens <= at.time() < span.closes for span in spans)
        opens = office.opens_next("office", at)
        assert opens is not None
        assert opens > at
        assert office.is_open("office", opens)
        assert not office.is_open("office", opens - timedelta(seconds=1))
        at += timedelta(minutes=45)


def test_a_rest_at_the_edge_leaves_no_empty_span() -> None:
    rule = OpeningRule("x", WEEK, time(8), time(12), date(2025, 1, 1), None, time(8), time(9))
    assert rule.spans == (TimeSpan(time(9), time(12)),)
