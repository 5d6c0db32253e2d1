"""A full disk: told to operator and client, nothing half stored, and work goes on when there is room again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import asyncpg
import httpx2
import pytest

from jobs.job_samples import APPS, FAST, Effect, SamplePlatform, effects, sample_tasks, store, until
from jobs.job_waiting import outbox_is_empty
from kopukm_core.db import (
    Apps,
    Database,
    DatabaseFullError,
    Dialect,
    execute,
    open_database,
    transaction,
)
from kopukm_core.db.schema import create_schema
from kopukm_core.jobs import JobContext, running_jobs, task
from kopukm_core.settings import Settings
from kopukm_process import kopukm, serving
from ready_home import make_ready
from small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.anyio

LOG_IN = """mutation ($name: String!) {
  logIn(input: {loginName: $name, password: "bukan-ini"}, idempotencyKey: $name) { problems { code } }
}"""
"""Every attempt is counted, so every one writes."""


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 24) as made:
        yield made


def environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {"PATH": os.environ["PATH"], "HOME": str(home), "KOPUKM_HOME": str(home), "PYTHONPATH": path}


async def test_on_sqlite_jobs_wait_for_room_and_none_dies(disk: SmallDisk) -> None:
    settings = Settings(home=disk.folder)
    tried: list[int] = []

    @task("sample.write_much", max_retries=0)
    async def write_much(job: JobContext) -> None:
        if not tried:
            disk.fill()
        tried.append(job.attempt)
        await write_in_one(job)

    async def write_in_one(job: JobContext) -> None:
        async with job.transaction():
            for number in range(400):
                await Effect.create(label=f"{number:04}" * 25, attempt=job.attempt)

    async def was_tried() -> bool:
        return bool(tried)

    platform = SamplePlatform(settings, sample_tasks(write_much))
    async with open_database(settings, APPS) as database:
        await create_schema(database)
        async with running_jobs(platform, FAST):
            await store("sample.write_much")
            await until(was_tried)
            with pytest.raises(DatabaseFullError, match="penuh"):
                async with transaction():
                    for number in range(400):
                        await Effect.create(label=f"{number:04}" * 25, attempt=0)
            assert await effects() == []
            disk.make_room()
            await until(outbox_is_empty)
        assert [attempt for _, attempt in await effects()] == [1] * 400
        assert set(tried) == {1}


@pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES])
async def test_on_postgres_a_full_tablespace_stores_nothing_and_recovers(
    database: Database, disk: SmallDisk
) -> None:
    disk.folder.chmod(0o777)
    place = disk.folder / "space"
    place.mkdir()
    os.chown(place, 65534, 65534)
    place.chmod(0o700)
    parents = (disk.folder.parent, *disk.folder.parent.parents)
    for parent in parents:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    name = f"small_{os.getpid()}"
    try:
        await execute(f"CREATE TABLESPACE {name} LOCATION '{place}'")
    except asyncpg.PostgresError as error:
        pytest.skip(f"the server cannot use this folder: {error}")
    try:
        await execute(f"ALTER TABLE sample_effect SET TABLESPACE {name}")
        disk.fill()
        with pytest.raises(DatabaseFullError, match="penuh"):
            async with transaction():
                for _ in range(300):
                    await Effect.create(label="x" * 100, attempt=0)
        assert await effects() == []
        disk.make_room()
        await Effect.create(label="a", attempt=1)
        assert await effects() == [("a", 1)]
    finally:
        await execute("ALTER TABLE sample_effect SET TABLESPACE pg_default")
        await execute(f"DROP TABLESPACE {name}")


def test_a_home_without_room_is_told_in_words(disk: SmallDisk, tmp_path: Path) -> None:
    disk.fill()
    done = kopukm(environment(disk.folder / "rumah"), "migrate")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "→" in done.stderr
    assert "penuh" in done.stderr or "No space left" in done.stderr


def test_a_report_that_finds_no_room_is_told_in_words(disk: SmallDisk, tmp_path: Path) -> None:
    home = make_ready(tmp_path / "rumah")
    sheet = tmp_path / "kosong.csv"
    done = kopukm(environment(home), "import", "siopik.cooperatives", "--template")
    sheet.write_text(done.stdout, "utf-8")
    disk.fill()
    done = kopukm(
        environment(home),
        "import",
        "siopik.cooperatives",
        str(sheet),
        "--dry-run",
        "--report",
        str(disk.folder / "laporan.json"),
    )
    assert done.returncode == 1
    assert "Disk penuh" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_on_a_full_disk_reads_and_refuses_and_recovers_by_itself(
    disk: SmallDisk, tmp_path: Path
) -> None:
    """The same key is accepted once, after there is room again."""
    with serving(environment(make_ready(disk.folder)), tmp_path / "log") as client:
        disk.fill()
        refused, told = refused_for_want_of_room(client)
        assert told["code"] == "DATABASE_FULL"
        assert told["retryAfter"] == 60
        assert client.get("/health/live").status_code == 200
        regions = client.post("/graphql", json={"query": '{ region(code: "32.01") { name } }'})
        assert regions.json()["data"]["region"]["name"]
        disk.make_room()
        told_now = log_in(client, refused)
        assert told_now["data"]["logIn"]["problems"]
    assert "Disk penuh" in (tmp_path / "log").read_text()


def refused_for_want_of_room(client: httpx2.Client) -> tuple[str, dict[str, Any]]:
    for number in range(300):
        name = f"orang-{number}-{'x' * 60}"
        for error in log_in(client, name).get("errors", ()):
            return name, error["extensions"]
    raise AssertionError("nothing was refused")


def log_in(client: httpx2.Client, name: str) -> dict[str, Any]:
    answer = client.post("/graphql", json={"query": LOG_IN, "variables": {"name": name}})
    return cast("dict[str, Any]", answer.json())
