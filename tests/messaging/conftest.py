"""Fixtures of messages: the core and the plugin `post`, open on each engine once for a file of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.events import open_events
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings
from made_plugins import GRAPHQL
from messaging.post import regions

POST = PluginSource("post", "messaging.messages_plugin", "kopukm-post", "1.0.0")

TEN = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
def variables() -> dict[str, str]:
    """Settings of the file's office; a file overrides this."""
    return {}


@pytest.fixture(scope="module")
def _keys() -> Iterator[None]:
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        yield


@pytest.fixture(scope="module")
def office_clock() -> Iterator[clock.MovingClock]:
    """The clock of the file, which the platform is opened by."""
    moving = clock.MovingClock(TEN)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def platform(
    databases: Databases,
    engine: Dialect,
    tmp_path_factory: pytest.TempPathFactory,
    variables: dict[str, str],
    office_clock: clock.MovingClock,
    _keys: None,
) -> AsyncIterator[Platform]:
    """The open platform."""
    home: Path = tmp_path_factory.mktemp("messages")
    with databases.fresh(engine, {"core": AppModels(MODELS.models)}) as url:
        settings = Settings(home=home, database_url=url, variables=variables)
        async with (
            composed_once(build_platform(settings, [POST, GRAPHQL])).open(prepare=False) as opened,
            open_events(""),
        ):
            await regions()
            await prepare_messaging(opened)
            yield opened


@pytest.fixture(autouse=True)
def moving_clock(office_clock: clock.MovingClock) -> clock.MovingClock:
    """The clock of the test, at 10.00 WIB on Monday 2 November 2026."""
    office_clock.set(TEN)
    return office_clock
