"""One production server for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from production_office import Office, production_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The server with its people, for the whole run."""
    with production_office(tmp_path_factory.mktemp("production")) as opened:
        yield opened
