"""The sample plugins' tables, filled, and their composed schema."""

from __future__ import annotations

import pytest

from composed_once import schema_once
from kopukm_core.db import Apps, Database
from kopukm_graphql.compose import ComposedSchema
from library_contract import APPS, sample_schema
from reading import seed


@pytest.fixture
def apps() -> Apps:
    """Both sample plugins."""
    return APPS


@pytest.fixture
async def schema(database: Database) -> ComposedSchema:
    """The sample contract over seeded tables."""
    await seed()
    return schema_once(sample_schema)
