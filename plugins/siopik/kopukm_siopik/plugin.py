"""SI OPIK SEHAT's hook implementations: the table of contents of the plugin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from kopukm_core.db import AppModels
from kopukm_core.identity import Permission, Role
from kopukm_core.part import joined
from kopukm_core.platform import Platform
from kopukm_core.plugins import PluginInfo, hookimpl
from kopukm_core.tabular import ImportDeclaration
from kopukm_core.visibility import Visibility

if TYPE_CHECKING:
    from kopukm_core.audiences import Audience
    from kopukm_core.doctor import Check
    from kopukm_core.files import FilePurpose
    from kopukm_core.jobs import Schedule, Task
    from kopukm_core.messaging import MessageTemplate
    from kopukm_core.papers.report import Report
    from kopukm_core.plugins.settings import SettingDeclaration
    from kopukm_core.programmes import Programme
    from kopukm_graphql.contribution import Contribution


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("siopik", "SI OPIK SEHAT", version("kopukm"))


@hookimpl
def kopukm_models() -> AppModels:
    from kopukm_siopik.parts import PARTS

    return AppModels(
        models=("kopukm_siopik.models", *joined(PARTS, "models")), migrations="kopukm_siopik.migrations"
    )


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    from kopukm_siopik.parts import PARTS
    from kopukm_siopik.permissions import PERMISSIONS

    return (*PERMISSIONS, *joined(PARTS, "permissions"))


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    from kopukm_siopik.parts import PARTS
    from kopukm_siopik.permissions import ROLES

    return (*ROLES, *joined(PARTS, "roles"))


@hookimpl
def kopukm_visibility() -> Sequence[Visibility]:
    from kopukm_siopik.parts import PARTS
    from kopukm_siopik.visibility import VISIBILITY

    return (*VISIBILITY, *joined(PARTS, "visibility"))


@hookimpl
def kopukm_commands() -> Sequence[type]:
    from kopukm_siopik.commands import COMMANDS
    from kopukm_siopik.parts import PARTS

    return (*COMMANDS, *joined(PARTS, "commands"))


@hookimpl
def kopukm_file_purposes() -> Sequence[FilePurpose]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "file_purposes")


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "tasks")


@hookimpl
def kopukm_schedules() -> Sequence[Schedule]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "schedules")


@hookimpl
def kopukm_settings() -> Sequence[SettingDeclaration]:
    from kopukm_siopik.health.reminding import HEALTH_SETTINGS

    return HEALTH_SETTINGS


@hookimpl
def kopukm_message_templates() -> Sequence[MessageTemplate]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "message_templates")


@hookimpl
def kopukm_audiences() -> Sequence[Audience]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "audiences")


@hookimpl
def kopukm_reports() -> Sequence[Report]:
    from kopukm_siopik.parts import PARTS

    return joined(PARTS, "reports")


@hookimpl
def kopukm_prepare() -> Callable[[Platform], Awaitable[None]]:
    from kopukm_siopik.parts import PARTS

    async def prepare(platform: Platform) -> None:
        for part in PARTS:
            if part.prepare is not None:
                await part.prepare(platform)

    return prepare


@hookimpl
def kopukm_imports() -> Sequence[ImportDeclaration]:
    from kopukm_siopik.imports import IMPORTS

    return IMPORTS


@hookimpl
def kopukm_programmes() -> Sequence[Programme]:
    from kopukm_siopik.outreach.programme import SI_OPIK_SEHAT

    return (SI_OPIK_SEHAT,)


@hookimpl
def kopukm_checks() -> Sequence[Check]:
    from kopukm_siopik.checks import CHECKS
    from kopukm_siopik.parts import PARTS

    return (*CHECKS, *joined(PARTS, "checks"))


@hookimpl
def kopukm_demo() -> Callable[[Platform], Awaitable[str]]:
    from kopukm_siopik.demo import fill_with_examples

    return fill_with_examples


@hookimpl(optionalhook=True)
def kopukm_graphql() -> Contribution:
    from kopukm_siopik.graphql import CONTRIBUTION

    return CONTRIBUTION
