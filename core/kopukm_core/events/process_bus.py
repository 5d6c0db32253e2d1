"""The bus of this process, and the two functions the rest of the platform uses: `publish` and `subscribe`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kopukm_core.db import Database, after_commit
from kopukm_core.errors import ConfigurationError
from kopukm_core.events.bus import CAPACITY, EventBus
from kopukm_core.events.event import Event
from kopukm_core.events.postgres_bus import PostgresEventBus
from kopukm_core.events.shared_bus import SharedEventBus
from kopukm_core.events.sqlite_bus import SqliteEventBus
from kopukm_core.events.subscription import Subscription
from kopukm_core.metrics import EVENTS

_FIRST_SECONDS = 1.0

_bus: EventBus | None = None


@asynccontextmanager
async def open_events(
    redis_url: str = "",
    *,
    database: Database | None = None,
    listening: bool = True,
    reconnect_seconds: float = 1.0,
) -> AsyncIterator[EventBus]:
    """Make the bus of this process for as long as the block runs.

    It reaches other processes over Redis where a url is given, else over the database where one is given, else
    none. One that does not listen only tells the others: what a command line needs. On leaving, what was
    published is sent (for at most 2 seconds), and every subscription ends.
    """
    global _bus
    bus = _made_bus(redis_url, database, reconnect_seconds)
    before, _bus = _bus, bus
    hearing = asyncio.create_task(bus.run()) if listening and isinstance(bus, SharedEventBus) else None
    try:
        if hearing is not None and isinstance(bus, SharedEventBus):
            await bus.first_connection(_FIRST_SECONDS)
        yield bus
    finally:
        _bus = before
        bus.close()
        if hearing is not None:
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hearing
        if isinstance(bus, SharedEventBus):
            await bus.end()


def _made_bus(redis_url: str, database: Database | None, reconnect_seconds: float) -> EventBus:
    if redis_url:
        from kopukm_core.events.redis_bus import RedisEventBus

        return RedisEventBus(redis_url, reconnect_seconds)
    if database is None:
        return EventBus()
    if database.address.file is not None:
        return SqliteEventBus(database.address.file, reconnect_seconds)
    return PostgresEventBus(database, reconnect_seconds)


async def publish(event: Event) -> None:
    """Tell everyone who listens to the topic: after the commit inside a transaction, at once outside one.

    Raises TypeError at once for a payload that is not JSON. Without a bus nobody listens.
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
