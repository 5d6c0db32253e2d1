"""Fixtures of the product: the plugin from outside installed beside those of the tree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from databases import Databases
from kopukm_core.db import Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from office import FREE_DOCUMENTS_ONLY
from outside_distribution import SOURCE, install


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like site-packages that holds the outside distribution's metadata."""
    return install(tmp_path_factory.mktemp("site"))


@pytest.fixture
def outside_installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outside distribution can be found and imported in this process."""
    monkeypatch.syspath_prepend(str(SOURCE))
    monkeypatch.syspath_prepend(str(site))


@pytest.fixture
async def product(
    outside_installed: None, databases: Databases, dialect_under_test: Dialect, tmp_path: Path
) -> AsyncIterator[Platform]:
    """The whole product, open over empty tables, on each engine."""
    apps = build_platform(Settings(home=tmp_path)).apps
    with databases.fresh(dialect_under_test, apps) as url:
        given = Settings(home=tmp_path, database_url=url, variables=FREE_DOCUMENTS_ONLY)
        platform = build_platform(given)
        async with platform.open(prepare=False):
            yield platform
