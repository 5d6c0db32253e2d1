"""Fixtures of feeds: the core with its contract, open on each engine once for a file of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.scheduling.calendar.seeding import prepare_calendar
from kopukm_core.settings import Settings
from kopukm_graphql.serving import platform_application
from live_server import serving
from made_plugins import GRAPHQL
from office import FREE_DOCUMENTS_ONLY

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


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
) -> AsyncIterator[Platform]:
    """The core with its contract, and the days off that it brings."""
    home: Path = tmp_path_factory.mktemp("feeds")
    with databases.fresh(engine, {"core": AppModels(MODELS.models)}) as url:
        settings = Settings(home=home, database_url=url, variables=FREE_DOCUMENTS_ONLY)
        async with composed_once(build_platform(settings, [GRAPHQL])).open(prepare=False) as running:
            await prepare_calendar(running)
            yield running


@pytest.fixture(scope="module")
async def client(platform: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to a real server on a free port."""
    async with (
        serving(platform_application(platform)) as address,
        httpx2.AsyncClient(base_url=f"http://{address}") as opened,
    ):
        yield opened
