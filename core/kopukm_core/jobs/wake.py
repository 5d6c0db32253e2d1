"""Telling the loops of this process that there is something to do, without waiting for their next look."""

from __future__ import annotations

import asyncio
from weakref import WeakSet


class WakeUp:
    """A loop waits on it, for at most so long; whoever stores a job calls `wake_all`."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        _sleepers.add(self)

    def set(self) -> None:
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Until woken, or until the seconds have passed."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        self._event.clear()


_sleepers: WeakSet[WakeUp] = WeakSet()


async def wake_all() -> None:
    """Wake every loop of this process; called after the commit that stored a job."""
    for sleeper in list(_sleepers):
        sleeper.set()
