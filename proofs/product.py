"""The whole product in this process, with the plugin from outside, over a database of its own: as the tests have it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

_TESTS = Path(__file__).parent.parent / "tests"
sys.path += [str(_TESTS / "support"), str(_TESTS / "outside_plugin")]

from databases import Databases  # noqa: E402 - it lies with the tests
from kopukm_core.db import Dialect  # noqa: E402
from kopukm_core.platform import Platform, build_platform  # noqa: E402
from kopukm_core.settings import Settings  # noqa: E402
from outside_distribution import install  # noqa: E402
from servers import postgres_url  # noqa: E402


@asynccontextmanager
async def open_product(database: str) -> AsyncIterator[Platform]:
    """The product over empty tables on `postgres` or `sqlite`; all of it goes at the end."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopukm-proof-")))
        site = str(install(folder / "site"))
        sys.path.insert(0, site)
        stack.callback(sys.path.remove, site)
        postgres = stack.enter_context(postgres_url()) if database == "postgres" else ""
        databases = Databases(folder, lambda: postgres)
        stack.callback(databases.close)
        apps = build_platform(Settings(home=folder)).apps
        url = stack.enter_context(databases.fresh(Dialect(database), apps))
        platform = build_platform(Settings(home=folder, database_url=url))
        await stack.enter_async_context(platform.open(prepare=False))
        yield platform
