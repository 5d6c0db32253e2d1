"""What a sweep may delete: what has been over for long, by the clock and by the times it ran since."""

from __future__ import annotations

from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.jobs.models import ScheduleFiring


async def sweep_limit(schedule: str, age: timedelta, *, firings: int) -> datetime | None:
    """The moment before which things are at least so old; None where too little has passed to tell.

    The clock alone is not believed: set ten years ahead, it would let a sweep delete what lives. The schedule that
    runs the sweep must have fired that often since, too (a nightly one 90 times for 90 days).
    """
    seen = await ScheduleFiring.filter(schedule=schedule).order_by("-id").offset(firings).first()
    return None if seen is None else min(seen.fired_at, clock.now() - age)
