"""Entries as an iCalendar file (RFC 5545) that every program of calendars reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from kopukm_core.scheduling.feeds.entry import CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Kopukm//Kalender//ID"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write_calendar(
    name: str, entries: Iterable[CalendarEntry], *, method: str = "PUBLISH", organizer: str = ""
) -> bytes:
    """The file: one VEVENT for each entry, in the order given; the same entries always give the same bytes.

    Moments are written in UTC, which needs no VTIMEZONE and is the same in WIB, WITA and WIT; days as VALUE=DATE.
    `method` is PUBLISH or CANCEL (RFC 5546), `organizer` the mail address of who invites, where there is one.
    """
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add("x-wr-calname", vText(_line(name)))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        event = _event(entry)
        if organizer:
            event.add("organizer", f"mailto:{organizer}")
        calendar.add_component(event)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _event(entry: CalendarEntry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _line(entry.uid))
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", _written(entry.starts))
    ends = _end(entry)
    if ends is not None:
        event.add("dtend", ends)
    event.add("summary", _line(entry.summary))
    for name, text in (("description", entry.description), ("location", entry.location)):
        if text:
            event.add(name, _text(text))
    if entry.url:
        event.add("url", _line(entry.url))
    event.add("status", entry.status.value.upper())
    if not isinstance(entry.starts, datetime):
        event.add("transp", "TRANSPARENT")
    return event


def _end(entry: CalendarEntry) -> date | datetime | None:
    """DTEND, which is the day after the last one for whole days."""
    if isinstance(entry.starts, datetime):
        if not isinstance(entry.ends, datetime) or entry.ends <= entry.starts:
            return None
        return _written(entry.ends)
    last = entry.ends if entry.ends is not None else entry.starts
    day = last.date() if isinstance(last, datetime) else last
    return max(day, entry.starts) + timedelta(days=1)


def _written(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(microsecond=0)
    return moment


def _text(text: str) -> str:
    """Without the control characters that RFC 5545 forbids; line breaks stay, and are escaped by the library."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    return " ".join(_text(text).split())
