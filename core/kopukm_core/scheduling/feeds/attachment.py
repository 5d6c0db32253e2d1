"""Entries as an attachment: what an invitation, a confirmation, a change or a cancellation brings along."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.messaging.channel import Attachment
from kopukm_core.messaging.email_settings import email_settings
from kopukm_core.scheduling.feeds.entry import CalendarEntry, CalendarEntryStatus
from kopukm_core.scheduling.feeds.writing import write_calendar
from kopukm_core.settings import Settings


def calendar_attachment(
    settings: Settings, file_name: str, title: str, entries: Sequence[CalendarEntry]
) -> Attachment | None:
    """The file `file_name` with the entries; METHOD is CANCEL where all of them are cancelled. None without entries."""
    if not entries:
        return None
    gone = all(entry.status is CalendarEntryStatus.CANCELLED for entry in entries)
    method = "CANCEL" if gone else "PUBLISH"
    sender = email_settings(settings)
    content = write_calendar(title, entries, method=method, organizer=sender.sender if sender else "")
    return Attachment(file_name, f"text/calendar; method={method}; charset=utf-8", content)
