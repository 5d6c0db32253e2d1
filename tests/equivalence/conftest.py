"""The product filled with rows made for trouble, once on each engine, and the executors that are compared."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from databases import Databases
from kopukm_core.db import Dialect
from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.server.execution import Executor
from outside_distribution import SOURCE, install

if TYPE_CHECKING:
    from same_answers.product import ProductStage


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
async def filled(
    databases: Databases, engine: Dialect, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ProductStage]:
    """The stage, filled; tests leave its rows as they are."""
    home: Path = tmp_path_factory.mktemp("equivalence")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SOURCE))
        patch.syspath_prepend(str(install(home / "site")))
        from same_answers.product import filled_stage

        apps = build_platform(Settings(home=home)).apps
        with databases.fresh(engine, apps) as url:
            platform = build_platform(Settings(home=home, database_url=url))
            async with platform.open(prepare=False):
                yield await filled_stage(platform)


@pytest.fixture
def truth(filled: ProductStage) -> Executor:
    """What the others are compared with."""
    from same_answers import TRUTH

    return TRUTH(filled.stage.schema)


@pytest.fixture
def executors(filled: ProductStage) -> Mapping[str, Executor]:
    """All that are compared with the truth; `same_answers.executors` names them."""
    from same_answers import EXECUTORS

    return {name: make(filled.stage.schema) for name, make in EXECUTORS.items()}


@pytest.fixture(autouse=True)
def _quiet_logs() -> Iterator[None]:
    """Refused input is logged by the thousand here."""
    logger = logging.getLogger("kopukm.graphql")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)
