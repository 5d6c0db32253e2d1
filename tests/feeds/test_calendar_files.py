"""iCalendar files: read by the library that wrote them and by another, as RFC 5545 wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kopukm_core.scheduling.feeds import CalendarEntry, CalendarEntryStatus, entry_uid, write_calendar
from kopukm_core.scheduling.feeds.reading import nearest

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
CHANGED = datetime(2026, 11, 23, 1, 30, 15, 987654, tzinfo=UTC)
MEETING = CalendarEntry(
    uid=entry_uid("step", 12, "32.01"),
    sequence=0,
    starts=datetime(2027, 1, 12, 8, 0, tzinfo=WIB),
    ends=datetime(2027, 1, 12, 9, 30, tzinfo=WIB),
    summary="Penyuluhan koperasi: pembagian tugas, absensi; dan dokumentasi — Kecamatan Babakan Madang",
    description="Mengapa tanggal ini: H-14 jatuh pada hari libur.\nAlat: laptop, proyektor\r\nPihak: Bidang KPK",
    location="Aula Diskopukm, Cibinong",
    url="https://kopukm.example/langkah/12",
    changed_at=CHANGED,
)
LEAVE = CalendarEntry(
    uid=entry_uid("day-off", 20270309, "32.01"),
    sequence=3,
    starts=date(2027, 3, 9),
    ends=date(2027, 3, 12),
    summary="Cuti bersama",
    status=CalendarEntryStatus.CANCELLED,
    changed_at=CHANGED,
)


def other_reader(content: bytes) -> list[Any]:
    """The events, by a library that the platform does not use."""
    return list(vobject.readOne(content.decode()).vevent_list)


def test_a_meeting_and_whole_days_are_read_alike_by_two_libraries() -> None:
    content = write_calendar("Kalender dinas", [MEETING, LEAVE])
    first, second = Calendar.from_ical(content).walk("VEVENT")
    assert (first["UID"], second["UID"]) == ("step-12@32.01.kopukm", "day-off-20270309@32.01.kopukm")
    assert first.decoded("DTSTART") == MEETING.starts
    assert first.decoded("DTSTAMP") == CHANGED.replace(microsecond=0)
    assert second.decoded("DTSTART") == date(2027, 3, 9)
    assert second.decoded("DTEND") == date(2027, 3, 13)  # the day after the last one
    assert (str(second["SEQUENCE"]), second["STATUS"]) == ("3", "CANCELLED")
    meeting, leave = other_reader(content)
    assert meeting.uid.value == "step-12@32.01.kopukm"
    assert meeting.dtstart.value == datetime(2027, 1, 12, 1, 0, tzinfo=UTC)
    assert meeting.dtend.value - meeting.dtstart.value == timedelta(minutes=90)
    assert meeting.summary.value == MEETING.summary
    assert meeting.description.value == MEETING.description.replace("\r\n", "\n")
    assert meeting.location.value == MEETING.location
    assert meeting.url.value == MEETING.url
    assert (leave.dtstart.value, leave.dtend.value) == (date(2027, 3, 9), date(2027, 3, 13))
    assert leave.status.value == "CANCELLED"


def test_the_file_as_rfc_5545_wants_it() -> None:
    content = write_calendar("Kalender dinas; bidang KPK", [MEETING, LEAVE])
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    for wanted in (
        b"METHOD:PUBLISH",
        b"X-WR-CALNAME:Kalender dinas\\; bidang KPK",
        b"DTSTART:20270112T010000Z",
        b"DTSTART;VALUE=DATE:20270309",
        b"STATUS:CONFIRMED",
        b"TRANSP:TRANSPARENT",
    ):
        assert wanted in lines


def test_the_same_entries_give_the_same_bytes() -> None:
    assert write_calendar("Kalender", [MEETING]) == write_calendar("Kalender", [MEETING])


def test_a_moved_meeting_keeps_its_uid_and_its_sequence_rises() -> None:
    moved = replace(
        MEETING,
        sequence=MEETING.sequence + 1,
        starts=datetime(2027, 1, 13, 8, 0, tzinfo=WIB),
        ends=None,
        changed_at=CHANGED + timedelta(hours=2),
    )
    before, after = (
        other_reader(write_calendar("K", [MEETING]))[0],
        other_reader(write_calendar("K", [moved]))[0],
    )
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.dtstamp.value > before.dtstamp.value
    assert after.dtstart.value == datetime(2027, 1, 13, 1, 0, tzinfo=UTC)


def test_a_moment_is_the_same_whatever_zone_it_is_given_in() -> None:
    there = replace(MEETING, starts=datetime(2027, 1, 12, 10, 0, tzinfo=WIT), ends=None)
    here = replace(MEETING, ends=None)
    assert write_calendar("K", [there]) == write_calendar("K", [here])


def test_a_calendar_that_is_too_long_keeps_what_is_near() -> None:
    """A year of four programmes has thousands of steps: tomorrow's must be among those that are sent."""
    days = [date(2026, 11, 23) + timedelta(days=number) for number in range(-400, 400, 2)]
    entries = [replace(LEAVE, uid=str(day), starts=day, ends=None) for day in days]
    entries.append(replace(MEETING, starts=CHANGED))
    kept = nearest(entries, CHANGED, 5)
    assert [str(entry.starts)[:10] for entry in kept] == [
        "2026-11-21", "2026-11-23", "2026-11-25", "2026-11-27", "2026-11-23",
    ]  # fmt: skip
    assert nearest(entries, CHANGED, len(entries)) is entries


@pytest.mark.parametrize("ends", [None, date(2027, 3, 1), datetime(2027, 3, 9, 12, tzinfo=UTC)])
def test_an_end_that_cannot_be_leaves_one_day(ends: date | datetime | None) -> None:
    (event,) = other_reader(write_calendar("K", [replace(LEAVE, ends=ends)]))
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 3, 9), date(2027, 3, 10))


def test_text_cannot_smuggle_in_another_property() -> None:
    hostile = "Rapat\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT\x00\x1b"
    content = write_calendar(
        hostile, [replace(MEETING, summary=hostile, description=hostile, uid=hostile, url=hostile)]
    )
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert "ATTENDEE" not in event
    assert not any(line.startswith((b"ATTENDEE", b"END:VEVENT\\")) for line in content.split(b"\r\n"))
    assert b"\x00" not in content
    assert b"\x1b" not in content


EARLIEST, LATEST = (datetime.fromisoformat(text) for text in ("2020-01-01", "2040-01-01"))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.datetimes(EARLIEST, LATEST), st.integers(0, 500))
def test_whatever_is_written_is_read_back(summary: str, text: str, starts: datetime, sequence: int) -> None:
    moment = starts.replace(tzinfo=WIB, microsecond=0)
    entry = replace(MEETING, summary=summary, description=text, starts=moment, ends=None, sequence=sequence)
    content = write_calendar(summary, [entry])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event.get("SUMMARY", "")) == " ".join(summary.split())
    assert str(event.get("DESCRIPTION", "")) == text
    assert event.decoded("DTSTART") == moment
    assert str(event["SEQUENCE"]) == str(sequence)
