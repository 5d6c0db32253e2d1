"""A round of every client library, run only when KOPUKM_OUTSIDE_SUITES=1: see README.md beside this file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from outside_suites import KOPUKM, environment_of, outcome, serving_demo

CLIENTS = Path(__file__).parent / "clients"
GQL = "gql[all]==4.4.0"
FIRST, LATER = "melati-di-tepi-sawah", "teh manis di beranda"

pytestmark = pytest.mark.skipif(
    os.environ.get("KOPUKM_OUTSIDE_SUITES") != "1",
    reason="perlu Node; jalankan dengan KOPUKM_OUTSIDE_SUITES=1",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of `kopukm serve` on the demo's data, and the token of an officer of the district."""
    home = tmp_path_factory.mktemp("home")
    made = ["user", "create", "klien", "--name", "Klien", "--role", "siopik.officer", "--region", "32.01"]
    with serving_demo(home) as url:
        subprocess.run(
            [*KOPUKM, *made],
            check=True,
            capture_output=True,
            input=f"{FIRST}\n".encode(),
            env=environment_of(home),
        )
        yield url, _token(url)


def _token(url: str) -> str:
    with httpx2.Client(timeout=20) as client:
        given = {"input": {"loginName": "klien", "password": FIRST}}
        entered = client.post(url, json={"documentId": "LogIn", "variables": given}).json()
        token = str(entered["data"]["logIn"]["result"]["token"])
        changed = {"input": {"currentPassword": FIRST, "newPassword": LATER}}
        client.post(
            url,
            json={"documentId": "ChangePassword", "variables": changed},
            headers={"authorization": f"Bearer {token}"},
        ).raise_for_status()
        return token


@pytest.fixture(scope="module")
def client_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts with the packages that their package.json pins."""
    folder = tmp_path_factory.mktemp("clients")
    shutil.copytree(CLIENTS, folder, dirs_exist_ok=True)
    outcome(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"], folder)
    return folder


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("graphql_ws", ["graphql-ws ok"]),
        ("graphql_sse", ["graphql-sse ok"]),
        ("urql", ["urql-ws ok", "urql-sse ok"]),
        ("apollo", ["apollo ok", "apollo persisted queries ok"]),
    ],
)
def test_a_client_reads_writes_uploads_and_is_told(
    server: tuple[str, str], client_folder: Path, script: str, told: list[str]
) -> None:
    assert outcome(["node", f"{script}.mjs", *server], client_folder).splitlines() == told


def test_gql_reads_writes_uploads_and_is_told(server: tuple[str, str], tmp_path: Path) -> None:
    outcome([sys.executable, "-m", "venv", "environment"], tmp_path)
    outcome([str(tmp_path / "environment/bin/pip"), "install", "--quiet", GQL], tmp_path)
    python = str(tmp_path / "environment/bin/python")
    printed = outcome([python, str(CLIENTS / "gql_round.py"), *server], tmp_path, PYTHONPATH="")
    assert printed.splitlines() == ["gql aiohttp ok", "gql httpx ok", "gql websockets ok"]
