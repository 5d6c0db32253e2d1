"""The tutorial's plugin, assembled from its page, does what the page says."""

from __future__ import annotations

import asyncio
import importlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kios import PAGE, SOURCES, example
from kopukm_core.cli.main import build_parser
from kopukm_core.identity import ANONYMOUS, Actor, operator
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from pages import blocks

pytestmark = pytest.mark.anyio


async def data_of(platform: Platform, document: str, actor: Actor) -> Mapping[str, Any]:
    context = RequestContext(actor, platform.settings, platform)
    answer = await compose_contract(platform).execute(document, context_value=context)
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    return answer.data


def test_the_entry_point_is_the_plugin_that_is_loaded(kios_folder: Path) -> None:
    project = tomllib.loads((kios_folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["kopukm.plugins"] == {SOURCES[1].name: SOURCES[1].module}
    plugin = importlib.import_module("kopukm_kios.plugin")
    assert plugin.kopukm_plugin().version == project["version"]


def test_the_page_lists_every_file_it_shows(kios_folder: Path) -> None:
    (tree, *_) = [block.text for block in blocks(PAGE) if block.text.startswith("kopukm-kios/")]
    shown = {Path(block.title).name for block in blocks(PAGE) if block.title.startswith("kopukm_kios/")}
    assert {line.split()[0] for line in tree.splitlines()} >= shown


def test_the_migration_was_written_and_makes_the_constraint(kios_folder: Path) -> None:
    (migration,) = (kios_folder / "kopukm_kios" / "migrations").glob("0001_*.py")
    text = migration.read_text(encoding="utf-8")
    assert "name='Stall'" in text
    assert "kios_stall_name" in text


async def test_the_documents_answer_as_shown(kios_platform: Platform) -> None:
    for title, actor in (("open", operator("siti")), ("read", ANONYMOUS)):
        data = await data_of(kios_platform, example(PAGE, title, "graphql").text, actor)
        assert data == json.loads(example(PAGE, title, "json").text)


async def test_the_job_counts_neighbours(kios_platform: Platform) -> None:
    stall = importlib.import_module("kopukm_kios.models").Stall
    for name in ("Kios Bu Tini", "Kios Pak Ade"):
        given = {"name": name, "trade": "food", "region_code": "32.01.38.2001"}
        assert (await kios_platform.runner.run("kios.open_stall", given, operator("siti"))).accepted
    async with running_jobs(kios_platform, JobTiming(poll=0.05)), asyncio.timeout(10):
        while await OutboxJob.exists():  # noqa: ASYNC110 - it waits for another task
            await asyncio.sleep(0.02)
    assert await stall.all().values_list("neighbours", flat=True) == [1, 1]


async def test_the_command_line_asks_what_it_was_not_told(
    kios_platform: Platform, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("Cigombong, Cigombong\n450.000\nya\n"))
    words = ["do", "kios.open_stall", "name=Kios Bu Tini", "trade=Makanan"]
    parsed = build_parser(kios_platform).parse_args(words)
    assert await parsed.subcommand.run(parsed, kios_platform) == 0
    shown = capsys.readouterr().out
    assert "Desa atau kelurahan" in shown
    assert "Rp450.000" in shown
