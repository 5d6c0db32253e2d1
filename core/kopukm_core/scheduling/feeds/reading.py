"""The file of a feed, as its owner may see it at this moment."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kopukm_core.db import DatabaseBusyError, DatabaseFullError
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.scheduling.feeds.sources import feed_sources
from kopukm_core.scheduling.feeds.tokens import living_feed, note_fetch
from kopukm_core.scheduling.feeds.writing import write_calendar

if TYPE_CHECKING:
    from kopukm_core.identity.roles import RoleRegistry

logger = logging.getLogger("kopukm.feeds")

MOST_ENTRIES = 5_000
"""Of one feed; the latest stay."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What is sent; `tag` is the same as long as the content is."""

    content: bytes
    tag: str


async def read_feed(secret: str, roles: RoleRegistry) -> FeedFile | None:
    """The file, or None for a secret that is unknown, revoked or ended, and where the source is gone.

    None, too, where the owner is disabled; whoever lost a right finds an emptier calendar.
    """
    feed = await living_feed(secret)
    source = feed_sources().get(feed.source) if feed is not None else None
    if feed is None or source is None:
        return None
    actor = await actor_of_account(feed.account_id, roles=roles)
    entries = await source.read(actor, json.loads(feed.parameters))
    content = write_calendar(feed.title, entries[-MOST_ENTRIES:])
    try:
        await note_fetch(feed)
    except (DatabaseBusyError, DatabaseFullError) as error:
        logger.warning("the use of a feed cannot be noted: %s", error.code)
    return FeedFile(content, sha256(content).hexdigest()[:32])
