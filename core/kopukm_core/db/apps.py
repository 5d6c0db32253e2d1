"""Which modules hold an app's tables and migrations: what core and each plugin tell the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AppModels:
    """The tables of core or of one plugin.

    `models` are names of modules with Tortoise models (and perhaps `CONSTRAINTS`); `migrations` is the name
    of the package that holds the migrations, "" for tables that have none yet.
    """

    models: tuple[str, ...]
    migrations: str = ""


Apps: TypeAlias = Mapping[str, AppModels]
"""App label ("core" or the plugin's name) to its models; core comes first."""
