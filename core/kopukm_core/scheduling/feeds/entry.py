"""One entry of a calendar, as programs of calendars understand it (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core.values import Choice


class CalendarEntryStatus(Choice):
    """What stands in STATUS of a VEVENT."""

    TENTATIVE = "tentative", "Belum pasti"
    CONFIRMED = "confirmed", "Pasti"
    CANCELLED = "cancelled", "Dibatalkan"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An entry: whole days where `starts` is a date, else from an aware moment to another.

    `uid` names the thing for good (see `entry_uid`); `sequence` rises each time its dates or its status change.
    `ends` is the last day, included, or the moment of the end; without it one day, or a moment without length.
    `changed_at` is when the entry was last changed, aware; two answers of the same state are then the same.
    """

    uid: str
    sequence: int
    starts: date | datetime
    ends: date | datetime | None = None
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    status: CalendarEntryStatus = CalendarEntryStatus.CONFIRMED
    changed_at: datetime


def entry_uid(kind: str, number: int, installation: str) -> str:
    """A UID that stays: `step-12@32.01.kopukm`; `installation` is the region code of the office."""
    return f"{kind}-{number}@{installation}.kopukm"
