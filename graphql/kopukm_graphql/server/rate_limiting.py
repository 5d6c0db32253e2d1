"""Token buckets per address and per actor, inside this process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from kopukm_core.errors import ThrottledError
from kopukm_graphql.server.settings import Rate


class RateLimiter:
    """One bucket per key. At most `keys` buckets are kept; the least recently used goes first.

    It counts for its process alone; `RequestRate` shares the count through Redis. `clock` tells monotonic seconds.
    """

    def __init__(
        self, rate: Rate, *, keys: int = 20_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._most_keys = keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one request. Raises ThrottledError with the whole seconds to wait."""
        if self._rate.burst == 0:
            return
        moment = self._clock()
        tokens, since = self._buckets.get(key, (float(self._rate.burst), moment))
        tokens = min(float(self._rate.burst), tokens + (moment - since) * self._rate.per_second)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, moment)
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        if not allowed:
            raise throttled((1 - tokens) / self._rate.per_second)


def throttled(seconds: float) -> ThrottledError:
    """The refusal that names the whole seconds to wait."""
    wait = max(1, math.ceil(seconds))
    return ThrottledError(
        "Terlalu banyak permintaan.", remedy=f"Coba lagi dalam {wait} detik.", retry_after=wait
    )
