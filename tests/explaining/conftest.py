"""The sample contract over seeded tables, for explanations of documents."""

from __future__ import annotations

import pytest

from composed_once import schema_once
from kopukm_core.db import Apps, Database
from kopukm_graphql.compose import ComposedSchema
from library_contract import APPS, sample_schema


@pytest.fixture
def apps() -> Apps:
    """Both sample plugins."""
    return APPS


@pytest.fixture
def schema(database: Database) -> ComposedSchema:
    """The sample contract over its tables."""
    return schema_once(sample_schema)
