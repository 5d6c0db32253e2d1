"""Suites that others wrote, run only when KOPUKM_OUTSIDE_SUITES=1: see README.md beside this file."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HOOKS = HERE / "schemathesis_hooks.py"

pytestmark = pytest.mark.skipif(
    os.environ.get("KOPUKM_OUTSIDE_SUITES") != "1",
    reason="perlu Node; jalankan dengan KOPUKM_OUTSIDE_SUITES=1",
)


def outcome(command: list[str], folder: Path, **variables: str) -> str:
    """What the command prints; fails the test with it when the command fails."""
    environment = {**os.environ, **variables}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=900, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The server named in the environment, or the demo server on a free port."""
    named = os.environ.get("KOPUKM_OUTSIDE_URL")
    if named:
        yield named
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(HERE / "demo_server.py"), str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert "Melayani" in process.stderr.readline()
        # The log goes on: a pipe that nobody reads would stop the server.
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        yield f"http://127.0.0.1:{port}/graphql"
        process.terminate()
        process.wait(15)
        drain.wait(15)


@pytest.fixture(scope="module")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the npm packages and our scripts."""
    named = os.environ.get("KOPUKM_OUTSIDE_NODE")
    folder = Path(named) if named else tmp_path_factory.mktemp("node")
    if not (folder / "node_modules" / "graphql-http").exists():
        outcome(["npm", "install", "--no-save", "graphql-http@1", "graphql@16", "playwright-core@1"], folder)
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    return folder


def test_all_audits_of_graphql_over_http_are_ok(url: str, node_folder: Path) -> None:
    assert "61 of 61 ok" in outcome(["node", "graphql_http_audits.mjs", url], node_folder)


def test_schemathesis_finds_no_server_error(url: str, tmp_path: Path) -> None:
    outcome([sys.executable, "-m", "venv", "environment"], tmp_path)
    outcome([str(tmp_path / "environment/bin/pip"), "install", "--quiet", "schemathesis>=4,<5"], tmp_path)
    command = [str(tmp_path / "environment/bin/st"), "run", url, "--checks", "no_server_fault"]
    outcome([*command, "--mode", "all", "--max-examples", "50"], tmp_path, SCHEMATHESIS_HOOKS=str(HOOKS))


@pytest.mark.skipif(shutil.which("chromium") is None, reason="perlu chromium")
def test_graphiql_works_with_no_address_but_the_servers_own(
    url: str, node_folder: Path, tmp_path: Path
) -> None:
    assert "GraphiQL ok" in outcome(
        ["node", "graphiql_page.mjs", url, str(tmp_path / "graphiql.png")], node_folder
    )
