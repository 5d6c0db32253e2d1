"""Fixtures of the activity tests: the core with a small plugin's audience, and cooperatives of two kecamatan."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from activities.gathering import SOURCE, Office, load_office
from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.events import open_events
from kopukm_core.platform import build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.settings import Settings
from made_plugins import GRAPHQL
from office import FREE_DOCUMENTS_ONLY

BEGINNING = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
"""Monday, 08.00 WIB."""


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def office_settings(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings of a database of the module's own, on each engine."""
    with databases.fresh(request.param, {"core": AppModels(MODELS.models)}) as url:
        yield Settings(
            home=tmp_path_factory.mktemp("office"), database_url=url, variables=FREE_DOCUMENTS_ONLY
        )


@pytest.fixture(scope="module")
async def office(office_settings: Settings) -> AsyncIterator[Office]:
    """The running office, one for the module; each test makes activities of its own in it."""
    async with (
        composed_once(build_platform(office_settings, [GRAPHQL, SOURCE])).open(prepare=False) as running,
        open_events(""),
    ):
        yield await load_office(running)


@pytest.fixture(autouse=True)
async def moving_clock() -> AsyncIterator[clock.MovingClock]:
    """The clock of the test; async, so that it is set in the context in which the module's office runs."""
    moving = clock.MovingClock(BEGINNING)
    with clock.using(moving):
        yield moving
