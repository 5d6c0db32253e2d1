"""Fixtures for personal data: a key ring, and a table with personal columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kopukm_core.db import AppModels, Apps
from kopukm_core.privacy import KeyRing, using_keys

FIRST_KEY = bytes(range(32))
SECOND_KEY = bytes(range(32, 64))


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.privacy.models", "privacy.personal_models"))}


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing({"k1": FIRST_KEY})


@pytest.fixture
def rotated() -> KeyRing:
    """The ring after a second key came in front of the first."""
    return KeyRing({"k2": SECOND_KEY, "k1": FIRST_KEY})


@pytest.fixture(autouse=True)
def _keys(ring: KeyRing) -> Iterator[None]:
    with using_keys(ring):
        yield
