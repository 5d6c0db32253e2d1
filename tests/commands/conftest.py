"""Fixtures of the command tests: the core with the sample plugin, and people of two kecamatan."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from commands.stand_plugin import MODELS as STAND_MODELS
from commands.stand_plugin import SOURCE
from kopukm_core.db import AppModels, Apps
from kopukm_core.events import open_events
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.settings import Settings


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models), "market": AppModels(STAND_MODELS.models)}


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The core and the sample plugin, running on the test's database."""
    async with build_platform(settings, [SOURCE]).open(prepare=False) as running, open_events(""):
        yield running
