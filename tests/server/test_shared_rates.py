"""Rates that server processes share through Redis, and what they do without it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import redis

from kopukm_core.errors import ThrottledError
from kopukm_graphql.server import Rate
from kopukm_graphql.server.shared_rates import RequestRate, SharedRates
from servers import RedisServer

pytestmark = pytest.mark.anyio
RATE = Rate(3, 0.001)


@pytest.fixture
async def two(redis_url: str) -> AsyncIterator[tuple[RequestRate, RequestRate]]:
    """The same rate in two processes."""
    first, second = SharedRates(redis_url), SharedRates(redis_url)
    yield RequestRate("address", RATE, first), RequestRate("address", RATE, second)
    await first.close()
    await second.close()


async def allowed(rate: RequestRate, key: str, times: int) -> int:
    count = 0
    for _ in range(times):
        try:
            await rate.take(key)
            count += 1
        except ThrottledError as refused:
            assert refused.retry_after > 100
    return count


async def test_two_processes_count_together(two: tuple[RequestRate, RequestRate]) -> None:
    first, second = two
    assert await allowed(first, "9.9.9.1", 2) + await allowed(second, "9.9.9.1", 3) == 3
    assert await allowed(second, "9.9.9.2", 1) == 1


async def test_redis_holds_no_address_and_forgets_idle_buckets(
    two: tuple[RequestRate, RequestRate], redis_url: str
) -> None:
    await two[0].take("9.9.9.1")
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        (name,) = client.keys("kopukm:rate:*")
        assert "9.9.9.1" not in name
        assert 0 < client.pttl(name) <= 3_001_000


async def test_while_redis_is_away_each_process_counts_for_itself(redis_server: RedisServer) -> None:
    shared = SharedRates(redis_server.url)
    rate = RequestRate("actor", RATE, shared)
    await rate.take("person:1")
    redis_server.kill()
    assert await allowed(rate, "person:1", 5) == 3
    await shared.close()


async def test_no_rate_asks_nobody() -> None:
    shared = SharedRates("redis://127.0.0.1:1/0")
    assert await allowed(RequestRate("address", Rate(0, 0.0), shared), "x", 9) == 9
    await shared.close()
