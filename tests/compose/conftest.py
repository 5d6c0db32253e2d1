"""The sample plugins' models, initialised; composing reads no rows."""

from __future__ import annotations

import pytest

from kopukm_core.db import Apps, Dialect
from library_contract import APPS


@pytest.fixture
def apps() -> Apps:
    """Both sample plugins."""
    return APPS


@pytest.fixture
def dialect_under_test() -> Dialect:
    """Composing does not depend on the engine."""
    return Dialect.SQLITE
