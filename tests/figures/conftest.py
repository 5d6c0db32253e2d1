"""Fixtures of the figures' tests: the product on a database of each engine, for a whole module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composed_once import composed_once
from databases import Databases
from figures.asking import Asking
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect, transaction
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings
from kopukm_graphql.composing import compose_contract
from kopukm_siopik.figures.loading import load_rules
from kopukm_siopik.plugin import kopukm_models
from office import FREE_DOCUMENTS_ONLY
from siopik.registry import make_regions

SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "")
TODAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def module_url(databases: Databases, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database for the module, on each engine."""
    apps = {"core": AppModels(MODELS.models), "siopik": kopukm_models()}
    with databases.fresh(Dialect(request.param), apps) as url:
        yield url


@pytest.fixture(scope="module", autouse=True)
def office_clock() -> Iterator[clock.MovingClock]:
    """The clock of the module, at 08.00 WIB on 2 November 2026."""
    moving = clock.MovingClock(TODAY)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def platform(
    module_url: str, office_clock: clock.MovingClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Platform]:
    """The product with the district's regions and the shipped rules, open for the module."""
    home: Path = tmp_path_factory.mktemp("figures")
    settings = Settings(home=home, database_url=module_url, variables=FREE_DOCUMENTS_ONLY)
    async with composed_once(build_platform(settings, [GRAPHQL, SIOPIK])).open(prepare=False) as running:
        await make_regions()
        async with transaction():
            await load_rules()
        yield running


@pytest.fixture(scope="module")
def asked(platform: Platform) -> Asking:
    """Asks the composed contract."""
    return Asking(platform, compose_contract(platform))
