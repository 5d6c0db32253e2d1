"""What feeds give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.feeds.commands import FEED_COMMANDS
from kopukm_core.scheduling.feeds.days_off_source import DAYS_OFF_SOURCE
from kopukm_core.scheduling.feeds.readable import FEED_VISIBILITY

FEEDS_PART = Part(
    models=("kopukm_core.scheduling.feeds.models",),
    visibility=FEED_VISIBILITY,
    commands=FEED_COMMANDS,
    feed_sources=(DAYS_OFF_SOURCE,),
)
