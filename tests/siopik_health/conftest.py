"""Fixtures of the health assessment's tests: the product on each engine, once for each module."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.db import Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from kopukm_siopik.figures.loading import load_rules
from kopukm_siopik.health.delivered import load_rubrics
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY
from siopik.registry import make_regions

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
def clock_of_module() -> clock.MovingClock:
    """The clock that the module's platform runs by."""
    return clock.MovingClock(START)


@pytest.fixture(scope="module")
async def platform(
    databases: Databases,
    engine: Dialect,
    clock_of_module: clock.MovingClock,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Platform]:
    """The product with regions and the delivered rubrics, on the module's own database."""
    home = tmp_path_factory.mktemp("health")
    with (
        clock.using(clock_of_module),
        databases.fresh(engine, build_platform(Settings(home=home), [GRAPHQL, SIOPIK]).apps) as url,
    ):
        given = Settings(home=home, database_url=url, variables=FREE_DOCUMENTS_ONLY)
        async with composed_once(build_platform(given, [GRAPHQL, SIOPIK])).open(prepare=False) as running:
            await make_regions()
            await load_rules()
            await load_rubrics(running)
            yield running


@pytest.fixture(autouse=True)
def moving_clock(clock_of_module: clock.MovingClock) -> clock.MovingClock:
    """The clock of the test, at 08.00 WIB on 2 November 2026."""
    clock_of_module.set(START)
    return clock_of_module
