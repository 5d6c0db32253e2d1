"""Fixtures of files: the core with the garden plugin, open on each engine, and people of two kecamatan."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from kopukm_core.db import AppModels, Apps
from kopukm_core.identity import Actor, ActorKind, Grant
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models)}


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        yield


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The core alone, running on the test's database."""
    async with build_platform(settings, []).open(prepare=False) as running:
        yield running


def person(number: int, *permissions: str, region: str = "32.01.07") -> Actor:
    """A person who holds the permissions in one region."""
    grants = tuple(Grant(permission, region) for permission in permissions)
    return Actor(ActorKind.PERSON, str(number), grants, account_id=number)
