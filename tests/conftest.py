"""Fixtures shared by every test: real servers for the session, a database of its own for each test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import redis

import servers
from databases import Databases
from kopukm_core.db import Apps, Database, Dialect, open_database
from kopukm_core.identity.passwords import PASSWORDS, Passwords
from kopukm_core.settings import Settings
from office import FREE_DOCUMENTS_ONLY

_WRITES_NO_BYTECODE = sys.dont_write_bytecode
sys.dont_write_bytecode = False
"""While tests are collected, what is compiled is kept, whatever the environment says: compiling all tests with their
assertions anew takes longer than anything in them. What tests write and import later is not: it changes too quickly.
"""

gc.disable()
"""Until all is collected: modules and tests stay, and looking at them time and again finds nothing."""

_LONGEST = (
    "product/test_product_visibility",
    "equivalence/test_same_answers",
    "source/test_visibility_oracle",
    "imports/test_import_runs",
    "imports/test_import_undo",
    "backup/test_restore_refusals",
    "backup/test_backup_while_writing",
    "product/test_plugin_subsets",
    "benchmark/test_bench_runs",
    "upgrade/test_filled_database_upgrade",
    "figures/test_as_of",
    "security/test_injection_over_http",
    "documents/test_documents_command",
    "cli/test_doors",
    "cli/test_do_command",
    "jobs/test_redis_jobs",
    "siopik/outreach/test_lists_at_the_terminal",
    "product/test_figures_end_to_end",
    "product/test_product_statement_count",
)
"""Files begun first, so that no worker is left with one of them when the others have nothing more to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others in their order."""
    places = {f"tests/{name}.py": place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def pytest_collection_finish() -> None:
    """Modules and tests stay: the collector need not look at them again, nor as often as for a small program."""
    sys.dont_write_bytecode = _WRITES_NO_BYTECODE
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, which the platform runs on."""
    return "asyncio"


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes fresh databases; the PostgreSQL server starts when the first test asks for it."""
    with ExitStack() as stack:
        started: list[str] = []

        def postgres() -> str:
            if not started:
                started.append(stack.enter_context(servers.postgres_url()))
            return started[0]

        maker = Databases(tmp_path_factory.mktemp("databases"), postgres)
        try:
            yield maker
        finally:
            maker.close()


@pytest.fixture(params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def dialect_under_test(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture
def apps() -> Apps:
    """The apps whose tables the test works on; a test module or folder overrides this."""
    return {}


@pytest.fixture
def empty_database_url(databases: Databases, dialect_under_test: Dialect) -> Iterator[str]:
    """The url of a new database with nothing in it, on each engine."""
    with databases.fresh(dialect_under_test) as url:
        yield url


@pytest.fixture
def database_url(databases: Databases, dialect_under_test: Dialect, apps: Apps) -> Iterator[str]:
    """The url of a new database with the tables of `apps`, on each engine."""
    with databases.fresh(dialect_under_test, apps) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings that name the test's own database and home."""
    return Settings(home=tmp_path, database_url=database_url, variables=FREE_DOCUMENTS_ONLY)


@pytest.fixture
async def database(settings: Settings, apps: Apps) -> AsyncIterator[Database]:
    """The test's own database, open, with the tables of `apps`, on each engine."""
    async with open_database(settings, apps) as opened:
        yield opened


@pytest.fixture(scope="session")
def redis_session_url() -> Iterator[str]:
    """The url of the session's Redis."""
    with servers.redis_url() as url:
        yield url


@pytest.fixture
def redis_url(redis_session_url: str) -> str:
    """The url of an empty Redis database."""
    with redis.Redis.from_url(redis_session_url) as client:
        client.flushdb()
    return redis_session_url


@pytest.fixture
def redis_server() -> Iterator[servers.RedisServer]:
    """A Redis server of the test's own, which it may kill and start again."""
    with servers.redis_server() as server:
        yield server


@pytest.fixture(autouse=True, scope="session")
def passwords_of_the_product() -> Iterator[Passwords]:
    """How the product hashes passwords. In this process it is the same argon2id, with little work: a tenth of a
    second for each account and each login is no part of what tests hold.
    """
    real = replace(PASSWORDS)
    vars(PASSWORDS).update(time_cost=1, memory_cost=8, parallelism=1)
    yield real
    vars(PASSWORDS).clear()
    vars(PASSWORDS).update(vars(real))


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    """Tests do not see the settings of an installation on this machine."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if _is_setting(name)}
    yield
    os.environ.update(kept)


def _is_setting(name: str) -> bool:
    return name.startswith("KOPUKM_") and not name.startswith("KOPUKM_TEST_")
