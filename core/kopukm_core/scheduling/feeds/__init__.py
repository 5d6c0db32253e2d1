"""Calendars for programs of calendars: entries, iCalendar files, and feeds with a revocable link."""

from kopukm_core.scheduling.feeds.entry import CalendarEntry, CalendarEntryStatus, entry_uid
from kopukm_core.scheduling.feeds.sources import FeedSource, Parameters, feed_sources
from kopukm_core.scheduling.feeds.writing import MEDIA_TYPE, write_calendar

__all__ = [
    "MEDIA_TYPE",
    "CalendarEntry",
    "CalendarEntryStatus",
    "FeedSource",
    "Parameters",
    "entry_uid",
    "feed_sources",
    "write_calendar",
]
