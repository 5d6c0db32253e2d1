"""Every `kopukm …` line of the documentation is one that the command line understands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kopukm_core.cli.main import build_parser
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import load_settings
from pages import DOCS, blocks, pages

SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0"),
    PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "0.1.0"),
)


def command_lines(page: Path) -> list[list[str]]:
    """The words of each command line in the shell blocks of a page, comments left out."""
    lines = [
        line for block in blocks(page) if block.language in ("bash", "") for line in block.text.splitlines()
    ]
    commands = [line.partition(" > ")[0] for line in lines if line.startswith("kopukm ")]
    return [shlex.split(line, comments=True)[1:] for line in commands]


def test_command_lines_are_found() -> None:
    assert ["regions", "load", "--all"] in command_lines(DOCS / "developers" / "regions.md")


@pytest.mark.parametrize(
    "page", [page for page in pages() if command_lines(page)], ids=lambda page: page.stem
)
def test_the_command_lines_of_a_page_are_understood(page: Path, tmp_path: Path) -> None:
    parser = build_parser(build_platform(load_settings({"KOPUKM_HOME": str(tmp_path)}), SOURCES))
    for words in command_lines(page):
        try:
            parser.parse_args(words)
        except SystemExit as exit_:
            assert exit_.code == 0, words
