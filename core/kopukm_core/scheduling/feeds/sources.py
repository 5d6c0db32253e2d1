"""Where the entries of a feed come from: functions by name, given by the subjects of core."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core.scheduling.feeds.entry import CalendarEntry

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

Parameters = Mapping[str, str]
"""What narrows a feed, by name: `{"programme": "garden", "region_code": "32.01"}`."""


@dataclass(frozen=True, slots=True)
class FeedSource:
    """What a feed may hold.

    `read` answers with what the actor may see at that moment; entries that were dropped stay for a while with the
    status `cancelled`. `parameters` are the names that may be given, each with an Indonesian label; `check` says in
    an Indonesian sentence what is wrong with given ones, before a feed is made.
    """

    name: str
    title: str
    read: Callable[[Actor, Parameters], Awaitable[list[CalendarEntry]]]
    parameters: Mapping[str, str] | None = None
    check: Callable[[Actor, Parameters], Awaitable[str]] | None = None


def feed_sources() -> Mapping[str, FeedSource]:
    """Every source by its name."""
    from kopukm_core.part import joined
    from kopukm_core.plugin import PARTS

    return {source.name: source for source in joined(PARTS, "feed_sources")}
