"""What the core itself gives to the hooks that plugins implement: the core is the first plugin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version

from kopukm_core.audiences import Audience
from kopukm_core.cli.commands import SUBCOMMANDS
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.db import AppModels
from kopukm_core.doctor import Check
from kopukm_core.doctor.checks import CHECKS
from kopukm_core.files import FilePurpose
from kopukm_core.files.commands import FILE_COMMANDS
from kopukm_core.files.contents import store_mark
from kopukm_core.files.purposes import CORE_FILE_PURPOSES, FILE_PERMISSIONS, FILE_ROLES
from kopukm_core.files.tidying import FILE_SCHEDULES, FILE_TASKS
from kopukm_core.identity.commands import COMMANDS
from kopukm_core.identity.core_roles import CORE_PERMISSIONS, CORE_ROLES
from kopukm_core.identity.readable import IDENTITY_VISIBILITY
from kopukm_core.identity.roles import Permission, Role
from kopukm_core.identity.tidying import IDENTITY_SCHEDULES, IDENTITY_TASKS
from kopukm_core.imports.commands import IMPORT_COMMANDS
from kopukm_core.imports.readable import IMPORT_VISIBILITY
from kopukm_core.imports.tasks import IMPORT_TASKS
from kopukm_core.jobs import Schedule, Task
from kopukm_core.jobs.commands import JOB_COMMANDS, JOB_PERMISSIONS, JOB_ROLES
from kopukm_core.messaging import Channel, MessageTemplate
from kopukm_core.messaging.part import MESSAGING_PART
from kopukm_core.papers.part import PAPERS_PART
from kopukm_core.papers.report import Report
from kopukm_core.part import joined
from kopukm_core.parties.readable import PARTY_PERMISSIONS, PARTY_ROLES, PARTY_VISIBILITY
from kopukm_core.platform import Platform
from kopukm_core.plugins import PluginInfo, hookimpl
from kopukm_core.programmes.part import PROGRAMMES_PART
from kopukm_core.regions import prepare_regions
from kopukm_core.regions.readable import REGION_VISIBILITY
from kopukm_core.scheduling.activities.part import ACTIVITIES_PART
from kopukm_core.scheduling.calendar.part import CALENDAR_PART
from kopukm_core.scheduling.cycles.part import CYCLES_PART
from kopukm_core.scheduling.feeds.part import FEEDS_PART
from kopukm_core.scheduling.slots.part import SLOTS_PART
from kopukm_core.visibility import Visibility

PARTS = (
    CALENDAR_PART,
    FEEDS_PART,
    PROGRAMMES_PART,
    CYCLES_PART,
    MESSAGING_PART,
    PAPERS_PART,
    ACTIVITIES_PART,
    SLOTS_PART,
)
"""Subjects that tell by themselves what they give."""

MODELS = AppModels(
    models=(
        "kopukm_core.commands.models",
        "kopukm_core.files.models",
        "kopukm_core.identity.models",
        "kopukm_core.imports.models",
        "kopukm_core.jobs.models",
        "kopukm_core.parties.models",
        "kopukm_core.privacy.models",
        "kopukm_core.regions.models",
        *joined(PARTS, "models"),
    ),
    migrations="kopukm_core.migrations",
)


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("core", "Inti", version("kopukm"))


@hookimpl
def kopukm_models() -> AppModels:
    return MODELS


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    return (
        *CORE_PERMISSIONS,
        *PARTY_PERMISSIONS,
        *JOB_PERMISSIONS,
        *FILE_PERMISSIONS,
        *joined(PARTS, "permissions"),
    )


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    return (*CORE_ROLES, *PARTY_ROLES, *JOB_ROLES, *FILE_ROLES, *joined(PARTS, "roles"))


@hookimpl
def kopukm_visibility() -> Sequence[Visibility]:
    return (
        *REGION_VISIBILITY,
        *PARTY_VISIBILITY,
        *IDENTITY_VISIBILITY,
        *IMPORT_VISIBILITY,
        *joined(PARTS, "visibility"),
    )


@hookimpl
def kopukm_file_purposes() -> Sequence[FilePurpose]:
    return (*CORE_FILE_PURPOSES, *joined(PARTS, "file_purposes"))


@hookimpl
def kopukm_commands() -> Sequence[type]:
    return (*COMMANDS, *JOB_COMMANDS, *FILE_COMMANDS, *IMPORT_COMMANDS, *joined(PARTS, "commands"))


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    return (*IDENTITY_TASKS, *FILE_TASKS, *IMPORT_TASKS, *joined(PARTS, "tasks"))


@hookimpl
def kopukm_schedules() -> Sequence[Schedule]:
    return (*IDENTITY_SCHEDULES, *FILE_SCHEDULES, *joined(PARTS, "schedules"))


@hookimpl
def kopukm_message_templates() -> Sequence[MessageTemplate]:
    return joined(PARTS, "message_templates")


@hookimpl
def kopukm_message_channels() -> Sequence[Channel]:
    return joined(PARTS, "message_channels")


@hookimpl
def kopukm_subcommands() -> Sequence[Subcommand]:
    return (*SUBCOMMANDS, *joined(PARTS, "subcommands"))


@hookimpl
def kopukm_checks() -> Sequence[Check]:
    return (*CHECKS, *joined(PARTS, "checks"))


@hookimpl
def kopukm_reports() -> Sequence[Report]:
    return joined(PARTS, "reports")


@hookimpl
def kopukm_audiences() -> Sequence[Audience]:
    return joined(PARTS, "audiences")


@hookimpl
def kopukm_prepare() -> Callable[[Platform], Awaitable[None]]:
    async def prepare(platform: Platform) -> None:
        await store_mark()
        await prepare_regions(platform.settings)
        for part in PARTS:
            if part.prepare is not None:
                await part.prepare(platform)

    return prepare
