"""The servers that tests run on start, answer, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

import servers


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_redis_is_killed_and_started_again_with_what_it_held(redis_server: servers.RedisServer) -> None:
    redis_server.stop()
    redis_server.start(keep_on_disk=True)
    with redis.Redis.from_url(redis_server.url) as client:
        client.set("kunci", "nilai")
    redis_server.kill()
    redis_server.start(keep_on_disk=True)
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.get("kunci") == b"nilai"


def test_each_test_gets_an_empty_redis(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that the account PostgreSQL runs under may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="kopukm-servers-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


SESSION = """
import signal, sys, time, servers
# A shell starts what it puts in the background with Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
with servers.postgres_url() as postgres, servers.redis_url() as redis:
    print(len(servers.running()), *servers.running(), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_servers_end_with_their_session(ending: signal.Signals, open_folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOPUKM_TEST_")}
    environment["TMPDIR"] = str(open_folder)
    environment["PYTHONPATH"] = str(Path(servers.__file__).parent)
    with subprocess.Popen(
        [sys.executable, "-c", SESSION],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as session:
        assert session.stdout is not None
        count, *pids = map(int, session.stdout.readline().split())
        assert count == 2
        assert all(is_running(pid) for pid in pids)
        session.send_signal(ending)
        session.wait(timeout=20)
        servers.wait_until(lambda: not any(is_running(pid) for pid in pids))
