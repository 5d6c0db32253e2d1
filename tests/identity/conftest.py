"""Fixtures of identity: its tables, keys, quick password hashing, a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from identity.people import loaded
from kopukm_core import clock
from kopukm_core.db import AppModels, Apps
from kopukm_core.identity.core_roles import CORE_PERMISSIONS, CORE_ROLES
from kopukm_core.identity.passwords import Passwords
from kopukm_core.identity.roles import Permission, Role, RoleRegistry
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


@pytest.fixture(autouse=True)
def moving_clock() -> Iterator[clock.MovingClock]:
    """The clock of the test, at 08.00 WIB on 2 November 2026."""
    moving = clock.MovingClock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    with clock.using(moving):
        yield moving


@pytest.fixture
def passwords() -> Passwords:
    """The real argon2id, with little work."""
    return Passwords(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def roles() -> RoleRegistry:
    """The core's roles and those of a plugin `halo`."""
    answer = Permission("halo.answer", "Menjawab pertanyaan")
    manage = Permission("halo.manage_officers", "Mengelola petugas")
    officer = Role("halo.officer", "Petugas tanya jawab", (answer,))
    head = Role("halo.head", "Kepala tanya jawab", (answer, manage), granted_with=manage.name)
    core: list[Permission | Role] = [*CORE_PERMISSIONS, *CORE_ROLES]
    halo: list[Permission | Role] = [answer, manage, officer, head]
    return RoleRegistry([*(("core", one) for one in core), *(("halo", one) for one in halo)])


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The core alone, running on the test's database, with three regions."""
    async with build_platform(settings, []).open(prepare=False) as running:
        for code, parent in (("32", None), ("32.01", "32"), ("32.01.07", "32.01")):
            await loaded(code, parent)
        yield running
