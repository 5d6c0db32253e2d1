"""The plugin's hook implementations: its table of contents."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from kopukm_core.cli import Subcommand
from kopukm_core.cli.subcommand import no_arguments
from kopukm_core.cli.writing import say
from kopukm_core.db import AppModels
from kopukm_core.identity import Permission, Role
from kopukm_core.jobs import Schedule, Task
from kopukm_core.platform import Platform
from kopukm_core.plugins import PluginInfo, SettingDeclaration, hookimpl
from kopukm_core.visibility import Visibility

if TYPE_CHECKING:
    from kopukm_graphql.contribution import Contribution


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("outside", "Kunjungan lapangan", "1.2.0", requires=("graphql>=0.1",))


@hookimpl
def kopukm_settings() -> Sequence[SettingDeclaration]:
    return (SettingDeclaration("greeting", "Salam pada undangan kunjungan.", "Dengan hormat"),)


@hookimpl
def kopukm_models() -> AppModels:
    return AppModels(models=("kopukm_outside.models",), migrations="kopukm_outside.migrations")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    from kopukm_outside.permissions import PERMISSIONS

    return PERMISSIONS


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    from kopukm_outside.permissions import ROLES

    return ROLES


@hookimpl
def kopukm_visibility() -> Sequence[Visibility]:
    from kopukm_outside.visibility import VISIBILITY

    return VISIBILITY


@hookimpl
def kopukm_commands() -> Sequence[type]:
    from kopukm_outside.commands import COMMANDS

    return COMMANDS


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    from kopukm_outside.jobs import TASKS

    return TASKS


@hookimpl
def kopukm_schedules() -> Sequence[Schedule]:
    from kopukm_outside.jobs import SCHEDULES

    return SCHEDULES


@hookimpl
def kopukm_subcommands() -> Sequence[Subcommand]:
    async def count(_arguments: argparse.Namespace, _platform: Platform) -> int:
        from kopukm_outside.models import FieldVisit

        say(f"{await FieldVisit.all().count()} kunjungan tercatat.")
        return 0

    return (Subcommand("visits", "hitung kunjungan lapangan", no_arguments, count, opens_database=True),)


@hookimpl
def kopukm_prepare() -> Callable[[Platform], Awaitable[None]]:
    async def prepare(platform: Platform) -> None:
        """Nothing is brought along; what was left planned without a greeting gets the office's."""
        from kopukm_outside.models import FieldVisit

        await FieldVisit.filter(greeting="").update(greeting=platform.plugins["outside"].settings["greeting"])

    return prepare


@hookimpl(optionalhook=True)
def kopukm_graphql() -> Contribution:
    from kopukm_outside.graphql import CONTRIBUTION

    return CONTRIBUTION
