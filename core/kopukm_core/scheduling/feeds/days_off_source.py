"""The office's days off as a feed: public, so every account may have it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.scheduling.calendar.models import CalendarDayChange
from kopukm_core.scheduling.feeds.entry import CalendarEntry, CalendarEntryStatus, entry_uid
from kopukm_core.scheduling.feeds.sources import FeedSource, Parameters
from kopukm_core.settings import load_settings

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

_PAST = timedelta(days=400)


async def _days_off(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
    """Each day that is off, or was meant to be; its SEQUENCE counts what changed, a day taken back is cancelled."""
    installation = load_settings().region_code
    changes: dict[date, list[CalendarDayChange]] = {}
    for change in await CalendarDayChange.filter(day__gte=(clock.now() - _PAST).date()).order_by("day", "id"):
        changes.setdefault(change.day, []).append(change)
    return [
        _entry(changed, installation) for changed in changes.values() if any(one.is_off for one in changed)
    ]


def _entry(changes: list[CalendarDayChange], installation: str) -> CalendarEntry:
    latest = changes[-1]
    off = latest.known and latest.is_off
    status = CalendarEntryStatus.TENTATIVE if latest.estimated else CalendarEntryStatus.CONFIRMED
    return CalendarEntry(
        uid=entry_uid("day-off", int(f"{latest.day:%Y%m%d}"), installation),
        sequence=len(changes) - 1,
        starts=latest.day,
        summary=f"{latest.name} (perkiraan)" if latest.estimated else latest.name,
        description=f"{latest.kind.label}. Dasar: {latest.source}.",
        status=status if off else CalendarEntryStatus.CANCELLED,
        changed_at=latest.recorded_at,
    )


DAYS_OFF_SOURCE = FeedSource("core.days_off", "Hari libur dan cuti bersama", _days_off)
