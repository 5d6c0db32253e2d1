"""Fixtures of imports: the registry with Cibinong and Citeureup, accounts of its officers, and jobs that run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from imports.import_office import Office, make_office
from kopukm_core.db import AppModels, Apps
from kopukm_core.events import open_events
from kopukm_core.platform import build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings
from kopukm_siopik.plugin import kopukm_models

SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "")


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models), "siopik": kopukm_models()}


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        yield


@pytest.fixture
async def office(settings: Settings) -> AsyncIterator[Office]:
    """The product on the test's database, with its people."""
    async with build_platform(settings, [SIOPIK]).open(prepare=False) as running, open_events(""):
        yield await make_office(running)
