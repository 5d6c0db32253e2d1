"""The sample plugins' models, initialised."""

from __future__ import annotations

import pytest

from kopukm_core.db import Apps
from library_contract import APPS


@pytest.fixture
def apps() -> Apps:
    """Both sample plugins."""
    return APPS
