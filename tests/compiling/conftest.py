"""The sample contracts, over tables of their own on both engines."""

from __future__ import annotations

import pytest

from compiled import BothWays
from composed_once import schema_once
from gauge_contract import APPS as GAUGE_APPS
from gauge_contract import gauge_schema
from kopukm_core.db import Apps, Database
from kopukm_graphql.compose import ComposedSchema
from library_contract import APPS, sample_schema
from reading import seed


@pytest.fixture
def apps() -> Apps:
    """All sample plugins."""
    return {**APPS, **GAUGE_APPS}


@pytest.fixture
def library(database: Database) -> ComposedSchema:
    """The contract of the plugins "library" and "book"."""
    return schema_once(sample_schema)


@pytest.fixture
def gauge(database: Database) -> ComposedSchema:
    """The contract of the plugin "gauge"."""
    return schema_once(gauge_schema)


@pytest.fixture
def libraries(library: ComposedSchema) -> BothWays:
    """The library's contract over its empty tables."""
    return BothWays(library)


@pytest.fixture
async def filled(libraries: BothWays) -> BothWays:
    """The library's contract over rows for every case of its visibility."""
    await seed()
    return libraries


@pytest.fixture
def gauges(gauge: ComposedSchema) -> BothWays:
    """The gauge's contract over its empty table."""
    return BothWays(gauge)
