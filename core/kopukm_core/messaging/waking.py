"""Having a channel's messages carried soon after they were queued."""

from __future__ import annotations

from collections.abc import Iterable

from kopukm_core.jobs import enqueue
from kopukm_core.messaging.registry import Messaging

CARRY = "core.carry_messages"
"""The task that sends what waits for one channel."""


async def wake(messaging: Messaging, channels: Iterable[str]) -> None:
    """Have each of the channels carried, once this transaction is stored; an outside program comes by itself."""
    for name in sorted(set(channels)):
        if not messaging.channel(name).is_carried_outside:
            await enqueue(CARRY, {"channel": name}, unique_key=f"{CARRY} {name}")
