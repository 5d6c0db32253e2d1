"""The plugin's hook implementations: its table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core.db import AppModels
from kopukm_core.identity import Permission, Role
from kopukm_core.plugins import PluginInfo, hookimpl
from kopukm_core.visibility import Visibility

if TYPE_CHECKING:
    from kopukm_graphql.contribution import Contribution


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("businesses", "Registri usaha", "1.0.0", requires=("graphql>=0.1",))


@hookimpl
def kopukm_models() -> AppModels:
    return AppModels(models=("kopukm_businesses.models",), migrations="kopukm_businesses.migrations")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    from kopukm_businesses.permissions import PERMISSIONS

    return PERMISSIONS


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    from kopukm_businesses.permissions import ROLES

    return ROLES


@hookimpl
def kopukm_visibility() -> Sequence[Visibility]:
    from kopukm_businesses.visibility import VISIBILITY

    return VISIBILITY


@hookimpl
def kopukm_commands() -> Sequence[type]:
    from kopukm_businesses.commands import COMMANDS

    return COMMANDS


@hookimpl(optionalhook=True)
def kopukm_graphql() -> Contribution:
    from kopukm_businesses.graphql import CONTRIBUTION

    return CONTRIBUTION
