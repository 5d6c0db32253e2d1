"""Fixtures of the registry's tests: the product on a database with Cibinong and Citeureup, and its officers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from composed_once import composed_once
from kopukm_core import clock
from kopukm_core.db import AppModels, Apps
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings
from kopukm_siopik.plugin import kopukm_models
from siopik.registry import make_regions

SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "")


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models), "siopik": kopukm_models()}


@pytest.fixture(autouse=True)
def moving_clock() -> Iterator[clock.MovingClock]:
    """The clock of the test, at 08.00 WIB on 2 November 2026."""
    moving = clock.MovingClock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    with clock.using(moving):
        yield moving


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The product, running on the test's database."""
    async with composed_once(build_platform(settings, [GRAPHQL, SIOPIK])).open(prepare=False) as running:
        await make_regions()
        yield running
