"""The tutorial's plugin and an open platform with it, for the tests of examples."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from databases import run_apart
from kios import assemble, platform_at
from kopukm_core.db import make_migrations
from kopukm_core.platform import Platform


@pytest.fixture(scope="session")
def kios_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tutorial's files, importable, with the first migration written."""
    folder = tmp_path_factory.mktemp("kopukm-kios")
    assemble(folder)
    sys.path.insert(0, str(folder))
    home = tmp_path_factory.mktemp("kios-migrations")
    run_apart(lambda: make_migrations(platform_at(home).apps, "kios"))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def kios_home(kios_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation with the tutorial's plugin, migrated."""
    home = tmp_path_factory.mktemp("kios-home")

    async def prepare() -> None:
        async with platform_at(home).open():
            pass

    run_apart(prepare)
    return home


@pytest.fixture
async def kios_platform(kios_home: Path, tmp_path: Path) -> AsyncIterator[Platform]:
    """An open platform with the tutorial's plugin, of the test's own."""
    shutil.copytree(kios_home, tmp_path / "home")
    async with platform_at(tmp_path / "home").open(prepare=False) as platform:
        yield platform
