"""`kopukm serve` and `worker` as an operator meets them: real processes, their words and exit statuses."""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from forked import ForkedProcess
from office import FREE_DOCUMENTS_ONLY
from ready_home import make_ready
from servers import free_port

SECONDS = 60


class Started(ForkedProcess):
    """A `kopukm` process whose error output is read while it runs."""

    def __init__(self, home: Path, *arguments: str, **variables: str) -> None:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        environment = {
            **os.environ,
            "PYTHONPATH": path,
            "KOPUKM_HOME": str(home),
            **FREE_DOCUMENTS_ONLY,
            **variables,
        }
        read, write = os.pipe()
        self.written = os.fdopen(read)
        with os.fdopen(write, "w") as errors, Path(os.devnull).open("r+") as nothing:
            files = (nothing, nothing, errors)
            super().__init__("kopukm_command", *arguments, env=environment, files=files)


def words_of(process: Started, status: int) -> str:
    """What it wrote until it ended with this status."""
    with process.written:
        written = process.written.read()
    assert process.wait(SECONDS) == status, written
    assert "Traceback" not in written
    return written


def wait_until_serving(process: Started) -> None:
    for line in process.written:
        if "Melayani di" in line:
            return
    raise AssertionError(f"ended with {process.wait(SECONDS)} before it served")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was made ready once."""
    return make_ready(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def serving(home: Path) -> Iterator[int]:
    """The port of a server on that home."""
    port = free_port()
    process = Started(home, "serve", "--port", str(port))
    wait_until_serving(process)
    yield port
    process.terminate()
    words_of(process, 0)


def test_a_port_in_use_is_named_before_anything_is_opened(home: Path, serving: int) -> None:
    written = words_of(Started(home, "serve", "--port", str(serving)), 1)
    assert f"Port {serving} sedang dipakai" in written
    assert "Menyiapkan" not in written


def test_a_second_server_on_the_same_file_serves_and_ends_at_ctrl_c(home: Path, serving: int) -> None:
    port = free_port()
    process = Started(home, "serve", "--port", str(port))
    wait_until_serving(process)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=SECONDS) as answer:
        assert json.load(answer)["status"] == "ready"
    process.send_signal(signal.SIGINT)
    words_of(process, 0)


def test_a_killed_server_leaves_a_home_that_serves(home: Path) -> None:
    for number in (signal.SIGKILL, signal.SIGTERM):
        process = Started(home, "serve", "--port", str(free_port()))
        wait_until_serving(process)
        process.send_signal(number)
        words_of(process, -signal.SIGKILL if number is signal.SIGKILL else 0)


REFUSED: dict[str, tuple[Mapping[str, str], str]] = {
    "production without keys": ({"KOPUKM_ENV": "production"}, "KOPUKM_KEYS kosong"),
    "an unknown database": ({"KOPUKM_DATABASE_URL": "mysql://x/y"}, "jenis 'mysql' tidak dikenal"),
    "no address": ({"KOPUKM_DATABASE_URL": "banana"}, "jenisnya tidak tertulis"),
    "PostgreSQL not running": (
        {"KOPUKM_DATABASE_URL": "postgres://u:rahasia@127.0.0.1:1/x"},
        "Tidak dapat tersambung ke postgres://127.0.0.1:1/x",
    ),
    "no Redis address": ({"KOPUKM_REDIS_URL": "http://x"}, "bukan alamat Redis"),
    "no Redis port": ({"KOPUKM_REDIS_URL": "redis://127.0.0.1:99999/0"}, "bukan alamat Redis"),
}


@pytest.mark.parametrize("given", REFUSED)
def test_wrong_settings_are_refused_in_words(tmp_path: Path, given: str) -> None:
    variables, expected = REFUSED[given]
    written = words_of(Started(tmp_path, "serve", "--port", str(free_port()), **variables), 1)
    assert expected in written
    assert "  → " in written
    assert "rahasia" not in written


def test_a_worker_without_redis_says_what_to_do(home: Path) -> None:
    written = words_of(Started(home, "worker"), 1)
    assert "KOPUKM_REDIS_URL belum diisi" in written
    assert "siap" not in written
