"""The office with the garden's harvest and SI OPIK SEHAT, open on each engine once for a file of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composed_once import composed_once
from cycles.office_of_cycles import make_regions
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.events import open_events
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.programmes.loading import prepare_programmes
from kopukm_core.settings import Settings

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "")
SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "")

MONDAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


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
    moving = clock.MovingClock(MONDAY)
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
    home: Path = tmp_path_factory.mktemp("cycles")
    apps = {
        "core": AppModels(MODELS.models),
        "garden": AppModels(("garden.models",)),
        "siopik": AppModels(("kopukm_siopik.models",)),
    }
    built = build_platform(Settings(home=home), [GRAPHQL, GARDEN, SIOPIK])
    apps["siopik"] = AppModels(built.apps["siopik"].models)
    with databases.fresh(engine, apps) as url:
        settings = Settings(home=home, database_url=url)
        platform = composed_once(build_platform(settings, [GRAPHQL, GARDEN, SIOPIK]))
        async with platform.open(prepare=False) as opened, open_events(""):
            await make_regions()
            await prepare_messaging(opened)
            await prepare_programmes(opened)
            yield opened


@pytest.fixture(autouse=True)
def moving_clock(office_clock: clock.MovingClock) -> clock.MovingClock:
    """The clock of the test, at 08.00 WIB on Monday 2 November 2026."""
    office_clock.set(MONDAY)
    return office_clock
