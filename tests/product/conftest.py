"""Fixtures of the product: the plugin from outside installed beside those of the tree."""

from __future__ import annotations

from pathlib import Path

import pytest
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
