"""Several processes begin on nothing at once: tables, keys and regions are made once, and all of them work."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import asyncpg
import pytest

from databases import Databases, run_apart
from kopukm_core.db import Dialect
from kopukm_process import kopukm, serving

COUNTS = (
    "SELECT (SELECT COUNT(*) FROM region) AS regions, (SELECT COUNT(*) FROM key_fingerprint) AS keys,"
    " (SELECT COUNT(*) FROM tortoise_migrations) AS migrations,"
    " (SELECT COUNT(DISTINCT name || app) FROM tortoise_migrations) AS different"
)


@pytest.fixture
def environment(
    databases: Databases, dialect_under_test: Dialect, tmp_path: Path
) -> Iterator[dict[str, str]]:
    home = tmp_path / "rumah"
    path = os.pathsep.join(entry for entry in sys.path if entry)
    base = {"PATH": os.environ["PATH"], "HOME": str(home), "KOPUKM_HOME": str(home), "PYTHONPATH": path}
    with _url(databases, dialect_under_test) as url:
        yield {**base, "KOPUKM_DATABASE_URL": url}


@contextmanager
def _url(databases: Databases, dialect: Dialect) -> Iterator[str]:
    """Nothing at all on SQLite: the home is not there either."""
    if dialect is Dialect.SQLITE:
        yield ""
    else:
        with databases.fresh(dialect) as url:
            yield url


def test_processes_that_begin_on_nothing_at_once_prepare_it_once(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(kopukm, environment, "migrate")
        with serving(environment, tmp_path / "log") as client:
            done = other.result()
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
            answer = client.post("/graphql", json={"query": '{ region(code: "32.01") { name } }'}).json()
            assert answer["data"]["region"]["name"]
            assert client.get("/health/ready").status_code == 200
    regions, keys, migrations, different = _counts(environment)
    assert (regions > 400, keys, migrations) == (True, 1, different)
    assert len(list((tmp_path / "rumah").glob("keys*"))) == 1


def _counts(environment: Mapping[str, str]) -> tuple[int, ...]:
    url = environment["KOPUKM_DATABASE_URL"]
    if not url:
        file = Path(environment["KOPUKM_HOME"]) / "kopukm.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            return tuple(connection.execute(COUNTS).fetchone())

    async def count() -> tuple[int, ...]:
        connection = await asyncpg.connect(url)
        try:
            return tuple(await connection.fetchrow(COUNTS))
        finally:
            await connection.close()

    return run_apart(count)
