"""Every hook a plugin may implement. `docs/plugins/hooks.md` documents each; a test holds the two together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from kopukm_core.plugins.markers import hookspec

if TYPE_CHECKING:
    from kopukm_core.audiences import Audience
    from kopukm_core.cli.subcommand import Subcommand
    from kopukm_core.db import AppModels
    from kopukm_core.doctor import Check
    from kopukm_core.files import FilePurpose
    from kopukm_core.identity.roles import Permission, Role
    from kopukm_core.jobs import Schedule, Task
    from kopukm_core.messaging import Channel, MessageTemplate
    from kopukm_core.papers.report import Report
    from kopukm_core.platform import Platform
    from kopukm_core.plugins.info import PluginInfo
    from kopukm_core.plugins.settings import SettingDeclaration
    from kopukm_core.programmes import Programme
    from kopukm_core.tabular import ImportDeclaration
    from kopukm_core.visibility import Visibility


@hookspec
def kopukm_plugin() -> PluginInfo:
    """Say who the plugin is: name, title, version, API version, needed plugins."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_settings() -> Sequence[SettingDeclaration]:
    """Declare the plugin's settings, read from `KOPUKM_<PLUGIN>_<NAME>`."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_models() -> AppModels:
    """Name the modules that hold the plugin's tables, and its migrations."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_permissions() -> Sequence[Permission]:
    """Declare the permissions that the plugin's commands and visibility ask for."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_roles() -> Sequence[Role]:
    """Declare roles: named bundles of permissions that an administrator assigns."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_visibility() -> Sequence[Visibility]:
    """Declare, once per model, which rows an actor sees and which columns are masked."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_file_purposes() -> Sequence[FilePurpose]:
    """Declare what files are for: who may upload and read them, of which kinds, how large."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_commands() -> Sequence[type]:
    """Give the command classes: everything of the plugin that changes data."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_tasks() -> Sequence[Task]:
    """Give the tasks that run as jobs."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_schedules() -> Sequence[Schedule]:
    """Give the schedules by which tasks are enqueued."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_message_templates() -> Sequence[MessageTemplate]:
    """Give the texts of messages that the plugin sends."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_message_channels() -> Sequence[Channel]:
    """Give ways out to people: what each reaches, what it can show, how it sends."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_imports() -> Sequence[ImportDeclaration]:
    """Give the spreadsheet imports that `kopukm import` offers."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_programmes() -> Sequence[Programme]:
    """Give the programmes: who runs each, its SOP as a document, and the timeline of its steps."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_subcommands() -> Sequence[Subcommand]:
    """Give subcommands of the `kopukm` command line."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_checks() -> Sequence[Check]:
    """Give checks for `kopukm doctor`: what can be wrong, why that matters, and what to do."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_reports() -> Sequence[Report]:
    """Give the usual reports: tables with definitions, that are printed, exported and queried alike."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_audiences() -> Sequence[Audience]:
    """Give audiences: named queries over parties, whom an activity, an invitation or a message is for."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_prepare() -> Callable[[Platform], Awaitable[None]]:
    """Give an async function that loads what the plugin brings, run after each migration; it is idempotent."""
    raise AssertionError("a specification is never called")


@hookspec
def kopukm_demo() -> Callable[[Platform], Awaitable[str]]:
    """Give an async function that fills in marked examples for `kopukm demo` and says what it made."""
    raise AssertionError("a specification is never called")
