"""Apps made on the spot for tests of migrations: packages in a temporary folder."""

from __future__ import annotations

import importlib
import itertools
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

from kopukm_core.db import AppModels

_numbers = itertools.count()

HEAD = """
from tortoise import fields
from tortoise.models import Model
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex
"""

MIGRATION_HEAD = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating import ApplyConstraint, RemoveConstraint
"""


@dataclass(slots=True)
class TestApp:
    """One app whose models change version by version; its migrations stay in one package."""

    __test__ = False

    folder: Path
    package: str
    version: int = 0

    @classmethod
    def create(cls, tmp_path: Path, label: str) -> TestApp:
        """An app without models; its package can be imported from now on."""
        if str(tmp_path) not in sys.path:
            sys.path.insert(0, str(tmp_path))
        package = f"trial_{label}_{next(_numbers)}"
        folder = tmp_path / package
        (folder / "migrations").mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "migrations" / "__init__.py").write_text("")
        importlib.invalidate_caches()
        return cls(folder, package)

    def models(self, body: str) -> AppModels:
        """The app with these models from now on."""
        self.version += 1
        name = f"models_{self.version}"
        (self.folder / f"{name}.py").write_text(HEAD + textwrap.dedent(body))
        importlib.invalidate_caches()
        return AppModels(models=(f"{self.package}.{name}",), migrations=f"{self.package}.migrations")

    def migration(self, name: str, body: str) -> None:
        """A migration written by hand."""
        self.path(name).write_text(MIGRATION_HEAD + textwrap.dedent(body))
        sys.modules.pop(f"{self.package}.migrations.{name}", None)
        importlib.invalidate_caches()

    def path(self, name: str) -> Path:
        return self.folder / "migrations" / f"{name}.py"
