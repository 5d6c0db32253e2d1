"""The secret in a feed's link: random, told once, kept only as its SHA-256."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from tortoise.expressions import Q

from kopukm_core import clock
from kopukm_core.identity.models import Account, AccountState
from kopukm_core.identity.tokens import COARSE, token_hash
from kopukm_core.scheduling.feeds.models import CalendarFeed

_SHAPE = re.compile(r"kop_k_[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    """256 random bits, in letters that a path takes."""
    return f"kop_k_{secrets.token_urlsafe(32)}"


def feed_path(secret: str) -> str:
    """Where the server answers for the feed, from its root."""
    return f"/kalender/{secret}.ics"


async def living_feed(secret: str) -> CalendarFeed | None:
    """The feed of that secret while it lasts and its owner may still log in."""
    if _SHAPE.fullmatch(secret) is None:
        return None
    feed = await CalendarFeed.get_or_none(
        token_hash=token_hash(secret), revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    if feed is None or not await Account.exists(id=feed.account_id, state=AccountState.ACTIVE):
        return None
    return feed


async def note_fetch(feed: CalendarFeed) -> None:
    """Count that it was fetched, at most once in ten minutes: reading must not become writing."""
    moment = clock.now()
    if feed.last_used_at is not None and timedelta(0) <= moment - feed.last_used_at < COARSE:
        return
    await CalendarFeed.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lte=moment - COARSE) | Q(last_used_at__gt=moment),
        id=feed.id,
    ).update(last_used_at=moment, use_count=feed.use_count + 1)
