"""A server whose database goes silent, is gone, or runs out of file descriptors: it says so, and comes back."""

from __future__ import annotations

import os
import resource
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from cable import Cable, cable_to
from databases import Databases
from kopukm_core.db import Dialect
from kopukm_process import serving, serving_process
from servers import wait_until

REGION = {"query": '{ region(code: "32.01") { name } }'}
LOG_IN = 'mutation { logIn(input: {loginName: "siti", password: "salah"}) { problems { code } } }'


@pytest.fixture(scope="module")
def cable(databases: Databases) -> Iterator[tuple[Cable, str]]:
    with databases.fresh(Dialect.POSTGRES) as url, cable_to(url) as made:
        yield made


@pytest.fixture(scope="module")
def client(cable: tuple[Cable, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    home = tmp_path_factory.mktemp("home")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "KOPUKM_HOME": str(home),
        "KOPUKM_DATABASE_URL": cable[1],
        "KOPUKM_DATABASE_POOL_MAX": "3",
        "KOPUKM_LOCK_TIMEOUT": "0.3",
        "KOPUKM_OPERATION_SECONDS": "2",
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }
    with serving(environment, home / "log") as made:
        yield made


def is_ready(client: httpx2.Client) -> bool:
    return client.get("/health/ready").status_code == 200


def code_of(answer: httpx2.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


def test_while_the_database_is_silent_requests_end_and_the_server_is_not_ready(
    client: httpx2.Client, cable: tuple[Cable, str]
) -> None:
    cable[0].stall()
    answers = [client.post("/graphql", json=REGION) for _ in range(2)]
    assert {code_of(answer) for answer in answers} <= {"TIMEOUT", "RETRY_LATER"}
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
    cable[0].flow()
    wait_until(lambda: is_ready(client))
    assert client.post("/graphql", json=REGION).json()["data"]["region"]["name"]


def test_while_the_database_is_gone_a_command_is_told_to_come_again(
    client: httpx2.Client, cable: tuple[Cable, str]
) -> None:
    cable[0].pull()
    answer = client.post("/graphql", json={"query": LOG_IN})
    assert code_of(answer) == "RETRY_LATER"
    assert client.get("/health/ready").status_code == 503
    cable[0].flow()
    wait_until(lambda: is_ready(client))
    answer = client.post("/graphql", json={"query": LOG_IN})
    assert answer.json()["data"]["logIn"]["problems"], answer.text


def test_too_many_connections_for_the_files_it_may_open_do_not_end_it(
    client: httpx2.Client,
) -> None:
    process = serving_process(client)
    before = resource.prlimit(process, resource.RLIMIT_NOFILE)
    resource.prlimit(process, resource.RLIMIT_NOFILE, (_open_files(process) + 10, before[1]))
    try:
        with ExitStack() as stack:
            for _ in range(40):
                stack.enter_context(socket.create_connection((client.base_url.host, client.base_url.port)))
            wait_until(
                lambda: _open_files(process) >= resource.prlimit(process, resource.RLIMIT_NOFILE)[0] - 1
            )
    finally:
        resource.prlimit(process, resource.RLIMIT_NOFILE, before)
    wait_until(lambda: is_ready(client))


def _open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))
