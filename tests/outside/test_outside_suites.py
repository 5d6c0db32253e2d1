"""Suites that others wrote, run only when KOPUKM_OUTSIDE_SUITES=1: see README.md beside this file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from outside_suites import outcome, serving_demo

SCHEMA = Path(__file__).parent.parent.parent / "graphql/kopukm_graphql/schema.graphql"
HERE = Path(__file__).parent
RELAY = ("relay-compiler@20", "relay-runtime@20", "react-relay@20")
HOOKS = HERE / "schemathesis_hooks.py"

pytestmark = pytest.mark.skipif(
    os.environ.get("KOPUKM_OUTSIDE_SUITES") != "1",
    reason="perlu Node; jalankan dengan KOPUKM_OUTSIDE_SUITES=1",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server named in the environment, or `kopukm serve` on the demo's data."""
    named = os.environ.get("KOPUKM_OUTSIDE_URL")
    if named:
        yield named
        return
    with serving_demo(tmp_path_factory.mktemp("home")) as url:
        yield url


@pytest.fixture(scope="module")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the npm packages and our scripts."""
    named = os.environ.get("KOPUKM_OUTSIDE_NODE")
    folder = Path(named) if named else tmp_path_factory.mktemp("node")
    if not (folder / "node_modules" / "relay-compiler").exists():
        outcome(
            ["npm", "install", "--no-save", "graphql-http@1", "graphql@16", "playwright-core@1", *RELAY],
            folder,
        )
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    shutil.copytree(HERE / "relay", folder / "relay", dirs_exist_ok=True)
    shutil.copy(SCHEMA, folder / "relay")
    return folder


def test_all_audits_of_graphql_over_http_are_ok(url: str, node_folder: Path) -> None:
    assert "61 of 61 ok" in outcome(["node", "graphql_http_audits.mjs", url], node_folder)


def test_relay_compiles_against_the_contract_and_pages_through_it(url: str, node_folder: Path) -> None:
    relay = node_folder / "relay"
    outcome(["node", "../node_modules/relay-compiler/cli.js"], relay)
    assert "Relay ok" in outcome(["node", "pages.mjs", url, "32.01.01"], relay)


def test_schemathesis_finds_no_server_error(url: str, tmp_path: Path) -> None:
    outcome([sys.executable, "-m", "venv", "environment"], tmp_path)
    outcome([str(tmp_path / "environment/bin/pip"), "install", "--quiet", "schemathesis>=4,<5"], tmp_path)
    command = [str(tmp_path / "environment/bin/st"), "run", url, "--checks"]
    command += ["not_a_server_error,no_server_fault"]
    outcome([*command, "--mode", "all", "--max-examples", "50"], tmp_path, SCHEMATHESIS_HOOKS=str(HOOKS))


@pytest.mark.skipif(shutil.which("chromium") is None, reason="perlu chromium")
def test_graphiql_works_with_no_address_but_the_servers_own(
    url: str, node_folder: Path, tmp_path: Path
) -> None:
    assert "GraphiQL ok" in outcome(
        ["node", "graphiql_page.mjs", url, str(tmp_path / "graphiql.png")], node_folder
    )
