"""The examples of the plugin pages run: their Python is imported and composed, their documents are answered."""

from __future__ import annotations

import importlib
import inspect
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from databases import Databases
from kios import SOURCES
from kopukm_core.db import AppModels, Dialect, open_database
from kopukm_core.identity import operator
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings, load_settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from pages import DOCS, blocks

pytestmark = pytest.mark.anyio

PAGES = ("calendar", "commands", "database", "imports", "jobs", "messages", "reading", "visibility")
GIVEN = {
    "kopukm_commands": "COMMANDS",
    "kopukm_tasks": "TASKS",
    "kopukm_schedules": "SCHEDULES",
    "kopukm_imports": "IMPORTS",
    "kopukm_permissions": "PERMISSIONS",
    "kopukm_message_templates": "MESSAGE_TEMPLATES",
}
"""Hook → the name under which a page's example gives more of it."""
REPLACED = {"kopukm_graphql": "CONTRIBUTION", "kopukm_visibility": "VISIBILITY"}
"""Hook → the name under which a page's example gives another answer."""


def page_module(folder: Path, name: str) -> ModuleType:
    """The page's Python blocks as one module of the tutorial's package."""
    text = "\n\n".join(block.text for block in blocks(DOCS / "plugins" / f"{name}.md", "python"))
    file = folder / "kopukm_kios" / f"page_{name}.py"
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
    return importlib.import_module(f"kopukm_kios.page_{name}")


def plugin_with_page(folder: Path, name: str, page: ModuleType) -> PluginSource:
    """The tutorial's plugin, with what the page declares."""
    lines = ["from kopukm_kios import plugin", "from kopukm_kios.plugin import *", ""]
    for hook, given in {**GIVEN, **REPLACED}.items():
        if not hasattr(page, given):
            continue
        more = f"page.{given}"
        before = f"*(plugin.{hook}() if hasattr(plugin, {hook!r}) else ()), " if hook in GIVEN else ""
        answer = f"({before}*{more})" if hook in GIVEN else more
        lines += [
            "@hookimpl",
            f"def {hook}():",
            f"    import {page.__name__} as page",
            f"    return {answer}",
            "",
        ]
    (folder / "kopukm_kios" / f"with_{name}.py").write_text("\n".join(lines), encoding="utf-8")
    importlib.invalidate_caches()
    return PluginSource("kios", f"kopukm_kios.with_{name}", "kopukm-kios", "1.0.0")


def platform_with_page(folder: Path, home: Path, name: str) -> Platform:
    source = plugin_with_page(folder, name, page_module(folder, name))
    return build_platform(load_settings({"KOPUKM_HOME": str(home)}), (SOURCES[0], source))


@pytest.fixture
def home(kios_home: Path, tmp_path: Path) -> Path:
    """A copy of the tutorial's installation."""
    shutil.copytree(kios_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.parametrize("name", PAGES)
async def test_the_examples_of_a_page_compose_and_run(name: str, kios_folder: Path, home: Path) -> None:
    page = page_module(kios_folder, name)
    async with platform_with_page(kios_folder, home, name).open(prepare=False) as platform:
        schema = compose_contract(platform)
        for block in blocks(DOCS / "plugins" / f"{name}.md", "graphql"):
            context = RequestContext(operator("siti"), platform.settings, platform)
            answer = await schema.execute(block.text, context_value=context)
            assert answer.errors is None, f"line {block.line}: {answer.errors}"
    for example in [value for key, value in vars(page).items() if key.startswith("example_")]:
        await run_alone(example, kios_folder, home, name)


async def run_alone(example: object, folder: Path, home: Path, name: str) -> None:
    """Run one example on an installation of its own."""
    assert inspect.iscoroutinefunction(example)
    place = home.with_name(example.__name__)
    shutil.copytree(home, place)
    async with platform_with_page(folder, place, name).open(prepare=False) as platform:
        given = {"platform": platform, "actor": operator("siti"), "folder": place}
        wanted = inspect.signature(example).parameters
        await example(**{key: value for key, value in given.items() if key in wanted})


def test_each_declaration_of_a_page_is_given_to_a_hook(kios_folder: Path) -> None:
    for name in PAGES:
        text = (DOCS / "plugins" / f"{name}.md").read_text(encoding="utf-8")
        declared = re.findall(r"^@(command|task)\(\s*\"kios\.(\w+)\"", text, re.M)
        page = page_module(kios_folder, name)
        given = len(getattr(page, "COMMANDS", ())) + len(getattr(page, "TASKS", ()))
        assert given == len(declared), name


@pytest.mark.parametrize("engine", [Dialect.SQLITE, Dialect.POSTGRES])
async def test_the_tables_of_the_database_page_work_on_both_engines(
    engine: Dialect, kios_folder: Path, databases: Databases, tmp_path: Path
) -> None:
    page = page_module(kios_folder, "database")
    apps = {
        "core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models")),
        "kios": AppModels(("kopukm_kios.models", page.__name__)),
    }
    with databases.fresh(engine, apps) as url:
        async with open_database(Settings(home=tmp_path, database_url=url), apps):
            await page.check_two_times()
