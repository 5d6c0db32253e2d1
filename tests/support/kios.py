"""The plugin of the tutorial, assembled from the page's own blocks."""

from __future__ import annotations

from pathlib import Path

from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import load_settings
from pages import DOCS, Block, blocks

PAGE = DOCS / "plugins" / "writing-a-plugin.md"
SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0"),
    PluginSource("kios", "kopukm_kios.plugin", "kopukm-kios", "1.0.0"),
)


def assemble(folder: Path) -> None:
    """Write the files that the tutorial shows."""
    for block in blocks(PAGE):
        if "." in block.title:
            file = folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")


def example(page: Path, title: str, language: str) -> Block:
    """The block with that title in that language."""
    (found,) = [block for block in blocks(page, language) if block.title == title]
    return found


def platform_at(home: Path) -> Platform:
    """The platform with the GraphQL package and the tutorial's plugin."""
    return build_platform(load_settings({"KOPUKM_HOME": str(home)}), SOURCES)
