"""Without Redis, the processes of one database hear each other; with it, over Redis."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import anyio
import pytest

from events.speaking_plugin import TOPIC, install
from kopukm_core.db import AppModels, Apps, Database, Dialect, open_database, rows
from kopukm_core.events import (
    Event,
    PostgresEventBus,
    SharedEventBus,
    SqliteEventBus,
    open_events,
    publish,
    subscribe,
)
from kopukm_core.events.shared_bus import OUTGOING
from kopukm_core.settings import Settings
from kopukm_process import kopukm

pytestmark = pytest.mark.anyio

ON_POSTGRES = pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES])
ON_SQLITE = pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE])


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.jobs.models",))}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return install(tmp_path / "site")


def command_line(url: str, site: Path, redis_url: str = "") -> dict[str, str]:
    path = [str(site), str(Path(__file__).parents[1]), *(entry for entry in sys.path if entry)]
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(site),
        "KOPUKM_HOME": str(site / "home"),
        "KOPUKM_DATABASE_URL": url,
        "KOPUKM_REDIS_URL": redis_url,
        "KOPUKM_DISABLED_PLUGINS": "siopik graphql",
        "PYTHONPATH": os.pathsep.join(path),
    }


def bus_of(database: Database) -> SharedEventBus:
    if database.address.file is not None:
        return SqliteEventBus(database.address.file, 0.02, 0.02)
    return PostgresEventBus(database, 0.02)


@asynccontextmanager
async def hearing(*buses: SharedEventBus) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for bus in buses:
            stack.push_async_callback(bus.end)
        group = await stack.enter_async_context(anyio.create_task_group())
        for bus in buses:
            group.start_soon(bus.run)
        for bus in buses:
            await bus.listening.wait()
        with anyio.fail_after(20):
            yield
        group.cancel_scope.cancel()


@pytest.mark.parametrize("over_redis", [False, True], ids=["database", "redis"])
async def test_what_the_command_line_publishes_reaches_a_servers_subscribers(
    empty_database_url: str, apps: Apps, site: Path, redis_url: str, over_redis: bool, tmp_path: Path
) -> None:
    redis = redis_url if over_redis else ""
    settings = Settings(home=tmp_path, database_url=empty_database_url, redis_url=redis)
    async with open_database(settings, apps) as database, open_events(redis, database=database):
        said = subscribe(TOPIC)
        done = await anyio.to_thread.run_sync(
            lambda: kopukm(
                command_line(empty_database_url, site, redis),
                "do",
                "speaking.say",
                "--input",
                '{"number": 7}',
            )
        )
        assert done.returncode == 0, done.stderr
        with anyio.fail_after(10):
            assert await anext(said) == Event(TOPIC, {"number": 7})


async def test_two_processes_hear_each_other_once_and_in_order(database: Database) -> None:
    here, there = bus_of(database), bus_of(database)
    async with hearing(here, there):
        at_home, away = here.subscribe(TOPIC, 1000), there.subscribe(TOPIC, 1000)
        for number in range(450):
            await here.send(Event(TOPIC, {"number": number, "name": "Cibinong — é"}))
        await there.send(Event("another.topic", {}))
        await there.send(Event(TOPIC, {"number": 450}))

        assert [(await anext(away)).payload["number"] for _ in range(450)] == [450, *range(449)]
        assert sorted([(await anext(at_home)).payload["number"] for _ in range(451)]) == list(range(451))


async def test_an_event_too_long_for_the_way_is_told_as_a_hint(database: Database) -> None:
    here, there = bus_of(database), bus_of(database)
    here.longest_notice = 7_900
    async with hearing(here, there):
        away = there.subscribe(TOPIC)
        await here.send(Event(TOPIC, {"ids": list(range(3000))}))
        assert await anext(away) == Event(TOPIC, {}, missed=True)


async def test_more_than_can_wait_is_told_as_missed(database: Database) -> None:
    here, there = bus_of(database), bus_of(database)
    async with hearing(here, there):
        away = there.subscribe(TOPIC, OUTGOING)
        for number in range(OUTGOING + 5):
            await here.send(Event(TOPIC, {"number": number}))
        assert (await anext(away)).missed
        assert (await anext(away)).payload["number"] == OUTGOING


@ON_POSTGRES
async def test_a_cut_listener_connects_again_and_tells_of_the_gap(database: Database) -> None:
    here, there = bus_of(database), bus_of(database)
    async with hearing(here, there):
        away = there.subscribe(TOPIC)
        await rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'kopukm events'"
        )
        assert (await anext(away)).missed
        await here.send(Event(TOPIC, {"number": 1}))
        assert await anext(away) == Event(TOPIC, {"number": 1})


@ON_SQLITE
@pytest.mark.parametrize("fate", ["removed", "damaged"])
async def test_the_file_of_notices_may_be_lost(database: Database, fate: str) -> None:
    here, there, *more = [bus_of(database) for _ in range(6)]
    assert isinstance(here, SqliteEventBus)
    async with hearing(here, there, *more):
        away = there.subscribe(TOPIC)
        for part in here.file.parent.glob(f"{here.file.name}*"):
            part.unlink()
        if fate == "damaged":
            here.file.write_bytes(b"bukan basis data" * 1000)
        assert (await anext(away)).missed
        await here.send(Event(TOPIC, {"number": 1}))
        event = await anext(away)
        while event.missed:
            event = await anext(away)
        assert event == Event(TOPIC, {"number": 1})
    assert here.file.stat().st_mode & 0o777 == 0o600


@ON_SQLITE
async def test_old_notices_are_trimmed_and_who_slept_over_them_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kopukm_core.events.sqlite_bus.KEPT", 10)
    here, there = bus_of(database), bus_of(database)
    assert isinstance(here, SqliteEventBus)
    async with hearing(here, there):
        away = there.subscribe(TOPIC)
        await here.tell([f"somebody {Event(TOPIC, {'number': number}).to_json()}" for number in range(50)])
        assert (await anext(away)).missed
        assert [(await anext(away)).payload["number"] for _ in range(10)] == list(range(40, 50))
    with closing(sqlite3.connect(here.file)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM notice").fetchone() == (10,)


@ON_SQLITE
async def test_telling_others_waits_for_no_writer_of_the_database(database: Database) -> None:
    here, there = bus_of(database), bus_of(database)
    async with hearing(here, there):
        away = there.subscribe(TOPIC)
        with closing(sqlite3.connect(str(database.address.file), isolation_level=None)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            await here.send(Event(TOPIC, {"number": 1}))
            assert await anext(away) == Event(TOPIC, {"number": 1})
            writer.execute("ROLLBACK")


async def test_where_the_way_is_closed_the_event_still_reaches_this_process() -> None:
    async with open_events("redis://127.0.0.1:1/0", reconnect_seconds=0.02):
        said = subscribe(TOPIC)
        await publish(Event(TOPIC, {"number": 1}))
        assert await anext(said) == Event(TOPIC, {"number": 1})
