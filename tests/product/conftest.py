"""Fixtures of the product: the plugin from outside installed beside those of the tree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core.db import Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.composing import compose_contract
from office import FREE_DOCUMENTS_ONLY
from outside_distribution import SOURCE, install
from visibility_oracle import Oracle

if TYPE_CHECKING:
    from registry_actors import Cast


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
        platform = composed_once(build_platform(given))
        async with platform.open(prepare=False):
            yield platform


@dataclass(frozen=True, slots=True)
class Sown:
    """The product with rows that every rule decides something of: its contract, who asks, and what is true."""

    product: Platform
    schema: ComposedSchema
    cast: Cast
    oracle: Oracle


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
async def sown(
    site: Path,
    databases: Databases,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Sown]:
    """The product over sown rows on each engine; tests leave them as they are."""
    home = tmp_path_factory.mktemp("sown")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SOURCE))
        patch.syspath_prepend(str(site))
        from sown_product import sow_product

        apps = build_platform(Settings(home=home)).apps
        with databases.fresh(Dialect(request.param), apps) as url:
            given = Settings(home=home, database_url=url, variables=FREE_DOCUMENTS_ONLY)
            product = build_platform(given)
            async with product.open(prepare=False):
                cast, oracle = await sow_product(product)
                yield Sown(product, compose_contract(product), cast, oracle)
