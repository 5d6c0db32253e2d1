"""An office filled once per engine: each test works on a copy that it restored from one backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from databases import Databases
from filled_office import KEYS, SOURCES
from kopukm_core.db import Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from office import FREE_DOCUMENTS_ONLY

Office = Callable[..., Platform]


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    """Makes platforms, not yet open, each with a home and a database of its own, empty."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def made(engine: Dialect, name: str, keys: str = KEYS, **more: str) -> Platform:
            home = tmp_path / name
            variables = {"KOPUKM_HOME": str(home), "KOPUKM_KEYS": keys, **FREE_DOCUMENTS_ONLY, **more}
            if engine is Dialect.POSTGRES:
                variables["KOPUKM_DATABASE_URL"] = stack.enter_context(databases.fresh(engine))
            return build_platform(load_settings(variables), SOURCES)

        yield made
