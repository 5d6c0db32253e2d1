"""The bus across processes: Redis pub/sub, on one channel that every process listens to."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from kopukm_core.events.bus import EventBus
from kopukm_core.events.event import Event
from kopukm_core.metrics import EVENTS_UNSENT

logger = logging.getLogger("kopukm.events")

CHANNEL = "kopukm:events"


class RedisEventBus(EventBus):
    """Tells this process at once and the others through Redis.

    While Redis is away, events reach this process only; when it is back, every subscriber is told that it may
    have missed some.
    """

    def __init__(self, redis_url: str, reconnect_seconds: float = 1.0) -> None:
        super().__init__()
        self._origin = uuid.uuid4().hex
        self._reconnect_seconds = reconnect_seconds
        self._client = redis.asyncio.Redis.from_url(
            redis_url, socket_connect_timeout=2.0, socket_timeout=None, retry=Retry(NoBackoff(), 0)
        )
        self.listening = asyncio.Event()
        """Set while the connection to Redis stands."""

    async def send(self, event: Event) -> None:
        text = event.to_json()
        self.deliver(event)
        try:
            async with asyncio.timeout(2.0):
                await self._client.publish(CHANNEL, f"{self._origin} {text}")
        except (redis.RedisError, OSError, TimeoutError) as error:
            EVENTS_UNSENT.inc()
            logger.warning(
                "Redis tidak menjawab: peristiwa %s hanya sampai di proses ini. %s", event.topic, error
            )

    async def run(self) -> None:
        """Listen until cancelled, connecting again whenever the connection breaks."""
        was_connected = warned = False
        while True:
            try:
                async with self._client.pubsub() as listener:
                    await listener.subscribe(CHANNEL)
                    async for message in listener.listen():
                        if message["type"] == "subscribe":
                            if was_connected:
                                self.tell_missed()
                            was_connected, warned = True, False
                            self.listening.set()
                        elif message["type"] == "message":
                            self._receive(message["data"])
            except (redis.RedisError, OSError) as error:
                if not warned:
                    logger.warning("Redis tidak menjawab: peristiwa dari proses lain tidak sampai. %s", error)
                    warned = True
            self.listening.clear()
            await asyncio.sleep(self._reconnect_seconds)

    def _receive(self, data: bytes) -> None:
        origin, _, text = data.decode(errors="replace").partition(" ")
        if origin == self._origin:
            return
        try:
            content = json.loads(text)
            self.deliver(Event(content["topic"], content["payload"]))
        except (ValueError, KeyError, TypeError):
            logger.warning("something that is no event came over %s", CHANNEL)

    async def disconnect(self) -> None:
        """Close the connections."""
        await self._client.aclose()
