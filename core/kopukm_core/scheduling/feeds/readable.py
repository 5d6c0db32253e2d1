"""Who sees a feed: its owner, and who manages the calendar; its secret nobody."""

from __future__ import annotations

from kopukm_core.scheduling.calendar.permissions import MANAGE_CALENDAR
from kopukm_core.scheduling.feeds.models import CalendarFeed
from kopukm_core.visibility import AnyOf, Granted, Nobody, OwnAccount, Visibility

FEED_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(
        CalendarFeed,
        rows=AnyOf(OwnAccount(), Granted(MANAGE_CALENDAR)),
        masks={"token_hash": Nobody()},
    ),
)
