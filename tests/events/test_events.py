"""Events reach whoever listens, after the commit, in one process and across several."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from kopukm_core.db import AppModels, Apps, Database, transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.events import (
    Event,
    EventBus,
    SlowSubscriberError,
    open_events,
    publish,
    subscribe,
)
from kopukm_core.events.redis_bus import RedisEventBus
from servers import RedisServer

pytestmark = pytest.mark.anyio

TOPIC = "sample.changed"


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.jobs.models",))}


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true"
        await asyncio.sleep(0.01)


async def test_an_event_reaches_the_listeners_of_its_topic_only() -> None:
    async with open_events():
        first, second, other = subscribe(TOPIC), subscribe(TOPIC), subscribe("sample.other")
        await publish(Event(TOPIC, {"id": 1}))
        await publish(Event("sample.other", {"id": 2}))

        assert await anext(first) == await anext(second) == Event(TOPIC, {"id": 1})
        assert await anext(other) == Event("sample.other", {"id": 2})


async def test_it_is_told_after_the_commit_and_not_after_a_rollback(database: Database) -> None:
    async with open_events():
        listener = subscribe(TOPIC, capacity=1)
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                await publish(Event(TOPIC, {"id": 1}))
                raise ZeroDivisionError
        async with transaction():
            await publish(Event(TOPIC, {"id": 2}))
            waiting = asyncio.ensure_future(anext(listener))
            await asyncio.sleep(0)
            assert not waiting.done()

        assert await waiting == Event(TOPIC, {"id": 2})


async def test_a_slow_listener_is_cut_off_and_told() -> None:
    async with open_events():
        slow, quick = subscribe(TOPIC, capacity=2), subscribe(TOPIC, capacity=10)
        for number in range(3):
            await publish(Event(TOPIC, {"id": number}))

        with pytest.raises(SlowSubscriberError):
            await anext(slow)
        assert (await anext(quick)).payload == {"id": 0}


async def test_iteration_ends_where_the_bus_closes() -> None:
    async with open_events():
        listener = subscribe(TOPIC)
        await publish(Event(TOPIC, {"id": 1}))

    assert [event.payload async for event in listener] == [{"id": 1}]


async def test_a_closed_listener_is_forgotten() -> None:
    async with open_events() as bus:
        async with subscribe(TOPIC):
            pass
        assert not bus._subscriptions


async def test_what_is_not_json_is_refused_at_once() -> None:
    async with open_events():
        with pytest.raises(TypeError):
            await publish(Event(TOPIC, {"id": object()}))


async def test_without_a_bus_nobody_can_listen_and_publishing_is_no_error() -> None:
    await publish(Event(TOPIC))
    with pytest.raises(ConfigurationError):
        subscribe(TOPIC)


async def test_over_redis_it_reaches_other_processes_once(redis_url: str) -> None:
    here, there = RedisEventBus(redis_url), RedisEventBus(redis_url)
    running = [asyncio.create_task(bus.run()) for bus in (here, there)]
    await asyncio.gather(here.listening.wait(), there.listening.wait())
    at_home, away = here.subscribe(TOPIC), there.subscribe(TOPIC)

    for number in range(2):
        await here.send(Event(TOPIC, {"id": number}))

    assert [(await anext(away)).payload for _ in range(2)] == [{"id": 0}, {"id": 1}]
    assert [(await anext(at_home)).payload for _ in range(2)] == [{"id": 0}, {"id": 1}]
    await there.send(Event(TOPIC, {"id": 2}))
    assert (await anext(at_home)).payload == {"id": 2}
    await end(running, here, there)


async def test_redis_lost_and_found_again_is_told(redis_server: RedisServer) -> None:
    here, there = RedisEventBus(redis_server.url, 0.02), RedisEventBus(redis_server.url, 0.02)
    running = [asyncio.create_task(bus.run()) for bus in (here, there)]
    await asyncio.gather(here.listening.wait(), there.listening.wait())
    at_home, away = here.subscribe(TOPIC), there.subscribe(TOPIC)

    redis_server.kill()
    await until(lambda: not here.listening.is_set() and not there.listening.is_set())
    await here.send(Event(TOPIC, {"id": 1}))
    assert await anext(at_home) == Event(TOPIC, {"id": 1})
    redis_server.start()

    assert await anext(away) == Event(TOPIC, {}, missed=True)
    assert (await anext(at_home)).missed
    await here.send(Event(TOPIC, {"id": 2}))
    while (event := await anext(away)) == Event(TOPIC, {"id": 1}):
        pass
    assert event == Event(TOPIC, {"id": 2})
    await end(running, here, there)


async def end(running: list[asyncio.Task[None]], *buses: EventBus) -> None:
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for bus in buses:
        if isinstance(bus, RedisEventBus):
            await bus.end()
