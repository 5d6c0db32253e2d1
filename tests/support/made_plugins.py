"""Small plugins written into modules of their own, for what must be refused."""

from __future__ import annotations

import itertools
from pathlib import Path

from kopukm_core.plugins import PluginSource

GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0")
SIOPIK = PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "0.1.0")

_HEAD = """
from __future__ import annotations
from enum import Enum
import strawberry
from tortoise import Model, fields
from kopukm_core.cli import Subcommand
from kopukm_core.cli.subcommand import no_arguments
from kopukm_core.commands import ask, command
from kopukm_core.db import AppModels
from kopukm_core.identity import Permission, Role
from kopukm_core.jobs import Schedule, task
from kopukm_core.plugins import PluginInfo, SettingDeclaration, hookimpl
from kopukm_core.tabular import ImportDeclaration, judge_each_alone
from kopukm_core.values import Choice
from kopukm_core.visibility import Everyone, Visibility
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import aggregate, column, connection, counts, namespace, source
from kopukm_graphql.source.roots import handwritten
"""
_INFO = """
@hookimpl
def kopukm_plugin():
    return PluginInfo({name!r}, {name!r}, "1.0")
"""
_numbers = itertools.count()


class Modules:
    """Writes plugin modules into one folder of sys.path; `{me}` in a text is the module's own name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = next(_numbers)

    def write(self, name: str, text: str, *, info: str = _INFO, head: str = _HEAD) -> PluginSource:
        """A plugin of that name whose module holds the text."""
        module = f"made{self.number}_{name}"
        whole = head + info.replace("{name!r}", repr(name)) + text.replace("{me}", module)
        (self.folder / f"{module}.py").write_text(whole, encoding="utf-8")
        return PluginSource(name, module, f"kopukm-{name}", "1.0")

    def file(self, name: str) -> str:
        """How messages name the plugin's module."""
        return f"made{self.number}_{name}.py:"
