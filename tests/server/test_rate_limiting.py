"""How often one address and one actor may ask."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_network

import httpx2
import pytest

from kopukm_core.errors import ThrottledError
from kopukm_graphql.server import Rate, ServerSettings
from kopukm_graphql.server.rate_limiting import RateLimiter

Serve = Callable[[ServerSettings], httpx2.Client]


class Seconds:
    """Monotonic seconds that a test moves by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    seconds = Seconds()
    limiter = RateLimiter(Rate(3, 0.5), clock=seconds)
    for _ in range(3):
        limiter.take("siti")
    with pytest.raises(ThrottledError) as refused:
        limiter.take("siti")
    assert refused.value.retry_after == 2
    assert str(refused.value) == "Terlalu banyak permintaan. Coba lagi dalam 2 detik."
    seconds.now = 2.0
    limiter.take("siti")
    with pytest.raises(ThrottledError):
        limiter.take("siti")


def test_each_key_has_its_own_bucket() -> None:
    limiter = RateLimiter(Rate(1, 1), clock=Seconds())
    limiter.take("siti")
    limiter.take("budi")
    with pytest.raises(ThrottledError):
        limiter.take("siti")


def test_the_number_of_buckets_is_bounded() -> None:
    limiter = RateLimiter(Rate(1, 1), keys=2, clock=Seconds())
    for key in ("a", "b", "c"):
        limiter.take(key)
    limiter.take("a")
    with pytest.raises(ThrottledError):
        limiter.take("c")


def asked(client: httpx2.Client, **headers: str) -> httpx2.Response:
    return client.post("/graphql", json={"query": "mutation { count }"}, headers=headers)


def test_an_address_that_asks_too_often_is_told_to_wait(serve_settings: Serve, events: list[str]) -> None:
    client = serve_settings(ServerSettings(address_rate=Rate(2, 0.001)))
    statuses = [asked(client).status_code for _ in range(3)]
    refused = asked(client)
    assert statuses == [200, 200, 429]
    assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert int(refused.headers["retry-after"]) > 100
    assert events.count("count") == 2


def test_an_actor_is_counted_wherever_they_ask_from(serve_settings: Serve) -> None:
    settings = ServerSettings(actor_rate=Rate(1, 0.001), trusted_proxies=(ip_network("127.0.0.0/8"),))
    client = serve_settings(settings)
    siti = {"authorization": "Bearer siti"}
    assert asked(client, **siti, **{"x-forwarded-for": "9.9.9.1"}).status_code == 200
    assert asked(client, **siti, **{"x-forwarded-for": "9.9.9.2"}).status_code == 429
    assert asked(client, authorization="Bearer pengembang").status_code == 200
    assert [asked(client).status_code for _ in range(3)] == [200, 200, 200]


def test_behind_a_trusted_proxy_each_client_address_counts(serve_settings: Serve) -> None:
    settings = ServerSettings(address_rate=Rate(1, 0.001), trusted_proxies=(ip_network("127.0.0.1/32"),))
    client = serve_settings(settings)
    assert asked(client, **{"x-forwarded-for": "9.9.9.1"}).status_code == 200
    assert asked(client, **{"x-forwarded-for": "9.9.9.2"}).status_code == 200
    assert asked(client, **{"x-forwarded-for": "9.9.9.1"}).status_code == 429
    assert asked(client, **{"x-forwarded-for": "8.8.8.8, 9.9.9.1"}).status_code == 429
