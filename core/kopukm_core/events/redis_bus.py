"""The bus across processes over Redis: pub/sub, on one channel that every process listens to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from kopukm_core.events.shared_bus import SharedEventBus

CHANNEL = "kopukm:events"


class RedisEventBus(SharedEventBus):
    """Tells this process at once and the others through Redis.

    While Redis is away, events reach this process only and wait for the others; when it is back, every
    subscriber is told that it may have missed some.
    """

    carrier = "Redis"

    def __init__(self, redis_url: str, reconnect_seconds: float = 1.0) -> None:
        super().__init__(reconnect_seconds)
        self._client = redis.asyncio.Redis.from_url(
            redis_url, socket_connect_timeout=2.0, socket_timeout=None, retry=Retry(NoBackoff(), 0)
        )
        # Channels know no database numbers: two installations on one Redis must not hear each other.
        number = self._client.connection_pool.connection_kwargs.get("db") or 0
        self._channel = f"{CHANNEL}:{number}"

    async def tell(self, notices: Sequence[str]) -> None:
        async with asyncio.timeout(2.0), self._client.pipeline(transaction=False) as pipeline:
            for notice in notices:
                pipeline.publish(self._channel, notice)
            await pipeline.execute()

    async def listen(self) -> None:
        async with self._client.pubsub() as listener:
            await listener.subscribe(self._channel)
            async for message in listener.listen():
                if message["type"] == "subscribe":
                    self.connected()
                elif message["type"] == "message":
                    self.receive(message["data"].decode(errors="replace"))

    async def disconnect(self) -> None:
        await self._client.aclose()
