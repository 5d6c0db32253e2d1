"""The engines: settings of the connections, several processes at once, and failures told in plain words."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from databases import Databases
from db import counting_process
from db.sample_models import Shop
from kopukm_core.db import (
    AppModels,
    Apps,
    Database,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnavailableError,
    Dialect,
    connection,
    open_database,
    rows,
    single_value,
    transaction,
)
from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from servers import free_port

pytestmark = pytest.mark.anyio

ON_SQLITE = pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES], indirect=True)


SAMPLE: Apps = {"sample": AppModels(models=("db.sample_models",))}


@pytest.fixture
def apps() -> Apps:
    return SAMPLE


async def pragma(name: str) -> object:
    return next(iter((await rows(f"PRAGMA {name}"))[0].values()))


@ON_SQLITE
async def test_sqlite_connections_are_set_up(database: Database) -> None:
    names = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
    assert [await pragma(name) for name in names] == ["wal", 1, 5_000, 1]


@ON_SQLITE
@pytest.mark.parametrize(
    "number", [0.1 + 0.2, 1e-7, 2.5, 123456789.123456789, -0.0, 5e-324, 1.7976931348623157e308]
)
async def test_sqlite_writes_numbers_that_read_back_as_the_same(database: Database, number: float) -> None:
    assert float(await single_value("SELECT kopukm_json_float(?1)", [number])) == number
    assert await single_value("SELECT kopukm_json_float(NULL)", []) is None


async def test_two_processes_that_read_then_write_lose_nothing(database: Database) -> None:
    await Shop.create(name="a", name_key="a")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    times = 60

    async def count() -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(counting_process.__file__)),
            database.settings.database_url,
            str(times),
            stderr=asyncio.subprocess.PIPE,
            env=environment,
        )
        _, errors = await process.communicate()
        return process.returncode, errors.decode()

    assert list(await asyncio.gather(count(), count())) == [(0, ""), (0, "")]
    assert (await rows("SELECT turnover FROM sample_shop"))[0]["turnover"] == 2 * times


@ON_SQLITE
async def test_a_transaction_holds_the_write_lock_from_its_beginning(database: Database) -> None:
    assert database.address.file is not None
    with closing(sqlite3.connect(database.address.file, isolation_level=None, timeout=0)) as other:
        async with transaction():
            assert await rows("SELECT * FROM sample_shop") == []
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            await Shop.create(name="a", name_key="a")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


@ON_SQLITE
async def test_a_lock_held_elsewhere_for_too_long_is_told(database: Database) -> None:
    await rows("PRAGMA busy_timeout=50")
    assert database.address.file is not None
    with closing(sqlite3.connect(database.address.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusyError, match="dipakai proses lain"):
            async with transaction():
                raise AssertionError("not reached")
        with pytest.raises(DatabaseBusyError):
            await Shop.create(name="a", name_key="a")
        other.execute("ROLLBACK")
    await Shop.create(name="a", name_key="a")


@ON_SQLITE
async def test_a_full_disk_is_told_and_the_transaction_undone(database: Database) -> None:
    pages = await pragma("page_count")
    await rows(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DatabaseFullError, match="sudah penuh"):
        async with transaction():
            for number in range(200):
                await Shop.create(name=str(number), name_key="x" * 300, search="y" * 3000)
    await rows("PRAGMA max_page_count=1000000")
    assert await rows("SELECT * FROM sample_shop") == []
    await Shop.create(name="a", name_key="a")


@ON_POSTGRES
async def test_a_lost_connection_is_told_and_replaced(database: Database) -> None:
    async def cut_off() -> None:
        await rows("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(DatabaseUnavailableError, match="tidak menjawab"):
        await cut_off()
    with pytest.raises(DatabaseUnavailableError):
        async with transaction():
            await cut_off()
    assert await rows("SELECT 1 AS one") == [{"one": 1}]


@ON_POSTGRES
async def test_the_pool_gives_every_connection_back(databases: Databases, database_url: str) -> None:
    one = {"KOPUKM_DATABASE_POOL_MIN": "1", "KOPUKM_DATABASE_POOL_MAX": "1"}
    settings = Settings(home=Path("/nonexistent"), database_url=database_url, variables=one)
    async with open_database(settings, SAMPLE):
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                async with transaction():
                    raise ZeroDivisionError
        async with asyncio.timeout(5):
            assert await asyncio.gather(*(rows("SELECT 1 AS one") for _ in range(5))) == [[{"one": 1}]] * 5


async def test_a_cancelled_wait_for_a_transaction_leaves_the_connection_free(database: Database) -> None:
    for _ in range(20):
        task = asyncio.create_task(Shop.create(name="a", name_key="a"))
        entering = asyncio.create_task(transaction().__aenter__())
        await asyncio.sleep(0)
        entering.cancel()
        await asyncio.gather(task, entering, return_exceptions=True)
        async with asyncio.timeout(5), transaction():
            await rows("SELECT 1 AS one")


async def opening(settings: Settings) -> None:
    async with open_database(settings, SAMPLE):
        raise AssertionError("opened")


async def refused(settings: Settings) -> str:
    with pytest.raises(ConfigurationError) as caught:
        await opening(settings)
    return str(caught.value)


async def test_no_server_at_the_address_is_told_without_the_password(tmp_path: Path) -> None:
    url = f"postgres://kopukm:rahasia@127.0.0.1:{free_port()}/kopukm?application_name=rahasia"
    message = await refused(Settings(home=tmp_path, database_url=url))
    assert "Tidak dapat tersambung ke postgres://127.0.0.1" in message
    assert "rahasia" not in message


@ON_POSTGRES
async def test_a_database_that_is_not_there_is_told(empty_database_url: str, tmp_path: Path) -> None:
    url = urlsplit(empty_database_url)._replace(path="/tidak_ada").geturl()
    message = await refused(Settings(home=tmp_path, database_url=url))
    assert "/tidak_ada belum ada" in message


@ON_POSTGRES
async def test_a_user_the_server_does_not_know_is_told(empty_database_url: str, tmp_path: Path) -> None:
    parts = urlsplit(empty_database_url)
    url = parts._replace(netloc=f"orang_asing:rahasia@{parts.hostname}:{parts.port}").geturl()
    message = await refused(Settings(home=tmp_path, database_url=url))
    assert "menolak nama pengguna atau sandi" in message
    assert "rahasia" not in message


@pytest.mark.parametrize("kind", ["folder in the way", "no folder", "not sqlite"])
async def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "kopukm.sqlite3"
    if kind == "folder in the way":
        file.mkdir()
    elif kind == "no folder":
        file = tmp_path / "tidak" / "ada" / "kopukm.sqlite3"
    else:
        file.write_text("bukan basis data, hanya tulisan biasa yang cukup panjang" * 20)
    message = await refused(Settings(home=tmp_path, database_url=f"sqlite://{file}"))
    assert ("bukan berkas SQLite" if kind == "not sqlite" else str(file)) in message


async def test_the_home_is_made_and_its_database_is_for_the_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "baru" / "rumah"
    async with open_database(Settings(home=home), SAMPLE) as database:
        assert database.dialect is Dialect.SQLITE
        assert await rows("SELECT 1 AS one") == [{"one": 1}]
    assert (home / "kopukm.sqlite3").stat().st_mode & 0o777 == 0o600


async def test_both_engines_are_used_one_after_the_other_in_one_process(
    databases: Databases, apps: Apps, tmp_path: Path
) -> None:
    for dialect in (Dialect.SQLITE, Dialect.POSTGRES, Dialect.SQLITE):
        with databases.fresh(dialect, apps) as url:
            async with open_database(Settings(home=tmp_path, database_url=url), apps):
                await Shop.create(name="a", name_key="a")
                assert connection().capabilities.dialect == dialect


async def test_a_task_not_begun_here_finds_the_database(database: Database) -> None:
    from contextvars import Context

    task = asyncio.get_running_loop().create_task(rows("SELECT 1 AS one"), context=Context())
    assert await task == [{"one": 1}]
