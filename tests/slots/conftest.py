"""Fixtures of seats: the core and the plugin `desk`, open on each engine once for a file of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import count

import pytest

from databases import Databases
from identity.people import loaded
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.events import open_events
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings
from slots.desk import MONDAY_NINE, Desk, desk_service

DESK = PluginSource("desk", "slots.desk_plugin", "kopukm-desk", "1.0.0")
_numbers = count(1)
WEEK_BEFORE = MONDAY_NINE - timedelta(days=10)


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
def _keys() -> Iterator[None]:
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        yield


@pytest.fixture(scope="module")
def office_clock() -> Iterator[clock.MovingClock]:
    """The clock of the file, which the platform is opened by."""
    moving = clock.MovingClock(WEEK_BEFORE)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def platform(
    databases: Databases,
    engine: Dialect,
    tmp_path_factory: pytest.TempPathFactory,
    office_clock: clock.MovingClock,
    _keys: None,
) -> AsyncIterator[Platform]:
    """The open platform."""
    home = tmp_path_factory.mktemp("seats")
    with databases.fresh(engine, {"core": AppModels(MODELS.models)}) as url:
        settings = Settings(home=home, database_url=url, variables={})
        async with build_platform(settings, [DESK]).open(prepare=False) as opened, open_events(""):
            for code, parent in (("32", None), ("32.01", "32"), ("32.02", "32")):
                await loaded(code, parent)
            await prepare_messaging(opened)
            yield opened


@pytest.fixture
async def desk(platform: Platform, moving_clock: clock.MovingClock) -> Desk:
    """A desk with a service that no other test has."""
    service = await desk_service(f"desk.{next(_numbers)}", hold_minutes=10, grace_minutes=15)
    return Desk(platform, service.name)


@pytest.fixture(autouse=True)
def moving_clock(office_clock: clock.MovingClock) -> clock.MovingClock:
    """The clock of the test, ten days before the Monday of the seats."""
    office_clock.set(WEEK_BEFORE)
    return office_clock
