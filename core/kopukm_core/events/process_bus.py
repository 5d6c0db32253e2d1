"""The bus of this process, and the two functions the rest of the platform uses: `publish` and `subscribe`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kopukm_core.db import after_commit
from kopukm_core.errors import ConfigurationError
from kopukm_core.events.bus import CAPACITY, EventBus
from kopukm_core.events.event import Event
from kopukm_core.events.redis_bus import RedisEventBus
from kopukm_core.events.subscription import Subscription
from kopukm_core.metrics import EVENTS

_bus: EventBus | None = None


@asynccontextmanager
async def open_events(redis_url: str = "", *, reconnect_seconds: float = 1.0) -> AsyncIterator[EventBus]:
    """Make the bus of this process for as long as the block runs: over Redis where a url is given.

    On leaving, every subscription ends.
    """
    global _bus
    bus = RedisEventBus(redis_url, reconnect_seconds) if redis_url else EventBus()
    before, _bus = _bus, bus
    listening = asyncio.create_task(bus.run()) if isinstance(bus, RedisEventBus) else None
    try:
        yield bus
    finally:
        _bus = before
        bus.close()
        if listening is not None and isinstance(bus, RedisEventBus):
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
            await bus.disconnect()


async def publish(event: Event) -> None:
    """Tell everyone who listens to the topic: after the commit inside a transaction, at once outside one.

    Raises TypeError at once for a payload that is not JSON. Without a bus (a command line) nobody listens.
    """
    event.to_json()
    bus = _bus
    if bus is not None:
        EVENTS.inc()
        await after_commit(lambda: bus.send(event))


def subscribe(topic: str, capacity: int = CAPACITY) -> Subscription:
    """Listen to the topic from now on; close the subscription, or use it as an async context manager.

    Raises ConfigurationError where no bus is open.
    """
    if _bus is None:
        raise ConfigurationError(
            "Saluran peristiwa belum dibuka di proses ini.",
            remedy="Jalankan di dalam platform yang sudah dibuka.",
        )
    return _bus.subscribe(topic, capacity)
