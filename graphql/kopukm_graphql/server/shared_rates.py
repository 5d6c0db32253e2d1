"""Token buckets that all server processes share through Redis; each counts for itself while Redis is away."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import math
import time
from typing import Any

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from kopukm_core.errors import ThrottledError
from kopukm_core.metrics import RATE_REFUSALS
from kopukm_graphql.server.rate_limiting import RateLimiter, throttled
from kopukm_graphql.server.settings import Rate

logger = logging.getLogger("kopukm.rates")

TIMEOUT_SECONDS = 0.25
PAUSE_SECONDS = 5.0
"""How long Redis is left alone after it did not answer."""

_TAKE = """
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'since')
local tokens, since = tonumber(kept[1]) or burst, tonumber(kept[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - since) * per_second)
local allowed = tokens >= 1
if allowed then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'since', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / per_second * 1000) + 1000)
if allowed then return '' end
return tostring((1 - tokens) / per_second)
"""
"""Answers '' where the request is allowed, else the seconds to wait; by the clock of Redis, one for all."""


class SharedRates:
    """The connection that all buckets of one process use, and whether it answers."""

    def __init__(self, redis_url: str) -> None:
        self._client = redis.asyncio.Redis.from_url(
            redis_url,
            socket_connect_timeout=TIMEOUT_SECONDS,
            socket_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._script: Any = self._client.register_script(_TAKE)
        self._left_alone_until = -math.inf

    async def wait_needed(self, name: str, rate: Rate) -> float | None:
        """Count one request: 0.0 where it is allowed, else seconds; None where Redis does not answer."""
        if time.monotonic() < self._left_alone_until:
            return None
        try:
            async with asyncio.timeout(2 * TIMEOUT_SECONDS):
                told = await self._script(keys=[name], args=[rate.burst, rate.per_second])
            return float(told or 0.0)
        except (redis.RedisError, OSError, TimeoutError) as error:
            self._left_alone_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("Redis tidak menjawab: batas permintaan dihitung tiap proses sendiri. %s", error)
            return None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class RequestRate:
    """How often one address, or one actor, may ask: through Redis where there is one."""

    def __init__(self, counted_by: str, rate: Rate, shared: SharedRates | None) -> None:
        self._counted_by = counted_by
        self._rate = rate
        self._shared = shared
        self._own = RateLimiter(rate)

    async def take(self, key: str) -> None:
        """Count one request. Raises ThrottledError with the whole seconds to wait."""
        if self._rate.burst == 0:
            return
        try:
            wait = (
                None if self._shared is None else await self._shared.wait_needed(self._name(key), self._rate)
            )
            if wait is None:
                self._own.take(key)
            elif wait > 0:
                raise throttled(wait)
        except ThrottledError:
            RATE_REFUSALS.labels(self._counted_by).inc()
            raise

    def _name(self, key: str) -> str:
        """The bucket's name in Redis: no address and no account is readable there."""
        digest = hashlib.blake2b(key.encode(), digest_size=12, person=b"kopukm-rate").hexdigest()
        return f"kopukm:rate:{self._counted_by}:{digest}"
