"""Redis away, full, read-only or closed to us: commands are accepted, jobs wait, and the operator is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from jobs.job_samples import APPS, FAST, SamplePlatform, effects, store, until
from kopukm_core.db import Apps, Database, Dialect
from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs import running_jobs
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.jobs.redis_broker import redis_fault
from kopukm_core.jobs.worker import run_worker
from kopukm_core.settings import Settings
from kopukm_process import serving
from ready_home import make_ready
from servers import RedisServer, free_port

pytestmark = [pytest.mark.anyio]
ON_SQLITE = pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE])
SECRET_WORD = "rahasia-sekali"  # noqa: S105


@pytest.fixture
def apps() -> Apps:
    return APPS


@pytest.fixture
def settings(database_url: str, tmp_path: Path, redis_server: RedisServer) -> Settings:
    return Settings(home=tmp_path, database_url=database_url, redis_url=redis_server.url)


@pytest.fixture
def administrator(redis_server: RedisServer) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_server.url) as client:
        yield client


def command(administrator: redis.Redis, *words: str) -> None:
    administrator.execute_command(*words)  # type: ignore[no-untyped-call]


@ON_SQLITE
@pytest.mark.parametrize(
    ("faulty", "mended"),
    [
        (("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
        (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
        (("CONFIG", "SET", "requirepass", SECRET_WORD), ("CONFIG", "SET", "requirepass", "")),
    ],
    ids=["full", "read-only", "closed"],
)
async def test_jobs_wait_until_redis_takes_them_again(
    database: Database,
    settings: Settings,
    administrator: redis.Redis,
    caplog: pytest.LogCaptureFixture,
    faulty: tuple[str, ...],
    mended: tuple[str, ...],
) -> None:
    command(administrator, *faulty)
    async with running_jobs(SamplePlatform(settings), FAST):
        await store("sample.write_effect", label="a")

        async def is_told() -> bool:
            return "menunggu di kotak keluar" in caplog.text

        await until(is_told)
        assert await OutboxJob.filter(status__in=[JobStatus.WAITING, JobStatus.SENT]).count() == 1
        assert SECRET_WORD not in caplog.text
        command(administrator, *mended)

        async def is_sent() -> bool:
            return await OutboxJob.filter(status=JobStatus.SENT).count() == 1

        await until(is_sent)
    assert await effects() == []


@ON_SQLITE
async def test_a_worker_with_a_wrong_password_is_refused_in_words(
    database: Database, settings: Settings, administrator: redis.Redis
) -> None:
    command(administrator, "CONFIG", "SET", "requirepass", SECRET_WORD)
    with pytest.raises(ConfigurationError, match="menolak pengguna atau sandi"):
        await run_worker(SamplePlatform(settings), timing=FAST)
    parts = urlsplit(settings.redis_url)
    wrong = parts._replace(netloc=f":salah@{parts.netloc}").geturl()
    assert "menolak" in await redis_fault(wrong)
    assert await redis_fault(parts._replace(netloc=f":{SECRET_WORD}@{parts.netloc}").geturl()) == ""


def test_a_server_starts_and_serves_without_its_redis_and_says_so(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "KOPUKM_HOME": str(make_ready(tmp_path)),
        "KOPUKM_REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }
    with serving(environment, tmp_path / "log") as client:
        health = client.get("/health/ready")
        assert (health.status_code, health.json()["status"]) == (200, "ready")
        assert [warning["name"] for warning in health.json()["warnings"]] == ["redis"]
        query = 'mutation { logIn(input: {loginName: "siti", password: "salah"}) { problems { code } } }'
        assert client.post("/graphql", json={"query": query}).json()["data"]["logIn"]["problems"]
    assert "Redis tidak menjawab" in (tmp_path / "log").read_text()
