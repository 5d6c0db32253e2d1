"""The file of a feed, as its owner may see it at this moment."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import DatabaseBusyError, DatabaseFullError
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.scheduling.feeds.entry import CalendarEntry
from kopukm_core.scheduling.feeds.sources import feed_sources
from kopukm_core.scheduling.feeds.tokens import living_feed, note_fetch
from kopukm_core.scheduling.feeds.writing import write_calendar

if TYPE_CHECKING:
    from kopukm_core.identity.roles import RoleRegistry

logger = logging.getLogger("kopukm.feeds")

MOST_ENTRIES = 2_000
"""Of one feed; those nearest to today stay."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What is sent; `tag` is the same as long as the entries are, and known before the file is written."""

    name: str
    entries: Sequence[CalendarEntry]
    tag: str
    changed_at: datetime
    """When the newest of the entries changed."""

    async def content(self) -> bytes:
        """The file, written beside the event loop: half a millisecond for each entry."""
        return await asyncio.to_thread(write_calendar, self.name, self.entries)


async def read_feed(secret: str, roles: RoleRegistry) -> FeedFile | None:
    """The file, or None for a secret that is unknown, revoked or ended, and where the source is gone.

    None, too, where the owner is disabled; whoever lost a right finds an emptier calendar.
    """
    feed = await living_feed(secret)
    source = feed_sources().get(feed.source) if feed is not None else None
    if feed is None or source is None:
        return None
    actor = await actor_of_account(feed.account_id, roles=roles)
    entries = nearest(await source.read(actor, json.loads(feed.parameters)), clock.now(), MOST_ENTRIES)
    try:
        await note_fetch(feed)
    except (DatabaseBusyError, DatabaseFullError) as error:
        logger.warning("the use of a feed cannot be noted: %s", error.code)
    tag = sha256(repr((feed.title, entries)).encode()).hexdigest()[:32]
    return FeedFile(feed.title, entries, tag, max([feed.created_at, *(one.changed_at for one in entries)]))


def nearest(entries: list[CalendarEntry], moment: datetime, most: int) -> list[CalendarEntry]:
    """The entries, in their order; of more than so many those nearest to the moment, days to come before days gone."""
    if len(entries) <= most:
        return entries
    today = moment.date()

    def away(place: int) -> tuple[int, bool, int]:
        starts = entries[place].starts
        day = starts.date() if isinstance(starts, datetime) else starts
        return abs((day - today).days), day < today, place

    return [entries[place] for place in sorted(sorted(range(len(entries)), key=away)[:most])]
