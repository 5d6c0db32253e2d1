"""After the last fault: what is asked again, and when nothing is left to do."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from proofs.kills.clients import Clients
from proofs.kills.events import EventLog
from proofs.kills.journal import Journal
from proofs.kills.reading import Reader

_REPEATED = 1_500
_LOOK_SECONDS = 0.25
_LEASE_SECONDS = 60.0
"""Enough for the dead to be taken for dead."""
_EARLY, _LATE = 5, 50
"""Seconds of a minute between which no schedule is about to fire."""


async def repeat(clients: Clients, journal: Journal, chance: random.Random) -> None:
    """Ask again what was answered: the answer must be the same."""
    answered = [one for one in journal.given if one.is_answered and one.door == "http"]
    for given in chance.sample(answered, min(_REPEATED, len(answered))):
        payload = await clients.answer_to(given)
        journal.repeats += 1
        if payload != given.answer:
            journal.differing.append(f"{given.operation} {given.key}: {payload}, first {given.answer}")


async def settled(reader: Reader, events: EventLog, processes: int) -> float:
    """Wait until nothing is left to do and the dead are buried; the seconds until the outbox was empty."""
    begun = time.monotonic()

    async def is_empty() -> bool:
        left = await reader.number("SELECT COUNT(*) AS n FROM outbox_job WHERE status <> 'dead'")
        if left:
            events.add("waiting for jobs", left=left)
        return left == 0

    async def dead_are_buried() -> bool:
        return await reader.number("SELECT COUNT(*) AS n FROM job_instance") <= processes

    async def is_between_firings() -> bool:
        return _EARLY < time.time() % 60 < _LATE and await is_empty()

    await _until(is_empty)
    seconds = time.monotonic() - begun
    async with asyncio.timeout(_LEASE_SECONDS):
        await _until(dead_are_buried)
    await _until(is_between_firings)
    return seconds


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    while True:
        if await condition():
            return
        await asyncio.sleep(_LOOK_SECONDS)
