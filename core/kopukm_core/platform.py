"""The composed platform: settings, plugins and everything they declare, with the database while it is open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from kopukm_core import events
from kopukm_core.audiences.registry import AudienceRegistry
from kopukm_core.commands.declaration import declaration_of
from kopukm_core.commands.registry import CommandRegistry
from kopukm_core.commands.runner import CommandRunner
from kopukm_core.db import AppModels, Database, migrate, open_database, pending
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.db.migrating import migration_lock, refuse_unwritten
from kopukm_core.errors import ConfigurationError
from kopukm_core.files import FilePurposes, Files, file_settings
from kopukm_core.files.readable import file_visibility
from kopukm_core.identity.roles import RoleRegistry
from kopukm_core.jobs import ScheduleRegistry, TaskRegistry, enqueue, use_tasks
from kopukm_core.messaging.registry import Messaging, use_messaging
from kopukm_core.papers.report_registry import ReportRegistry
from kopukm_core.plugins import Plugins, PluginSource, find_plugin_sources, load_plugins
from kopukm_core.plugins.claims import Claim, check_models, refuse_clashes
from kopukm_core.plugins.disabled import disabled_plugins
from kopukm_core.plugins.loading import without
from kopukm_core.privacy import check_keys, install_keys, load_keys, refuse_lost_keys
from kopukm_core.privacy.key_file import KEY_FILE, has_keys
from kopukm_core.privacy.vault import Vault
from kopukm_core.programmes import ProgrammeRegistry
from kopukm_core.settings import Settings
from kopukm_core.tabular.registry import ImportRegistry
from kopukm_core.visibility import VisibilityRegistry

_Made = TypeVar("_Made")

CORE = PluginSource("core", "kopukm_core.plugin", "kopukm", "")

_NAMED: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("kopukm_permissions", "Izin", lambda given: str(given.name)),
    ("kopukm_roles", "Peran", lambda given: str(given.name)),
    ("kopukm_commands", "Perintah", lambda given: declaration_of(given).name),
    ("kopukm_file_purposes", "Keperluan berkas", lambda given: str(given.name)),
    ("kopukm_tasks", "Tugas", lambda given: str(given.name)),
    ("kopukm_schedules", "Jadwal", lambda given: str(given.name)),
    ("kopukm_imports", "Impor", lambda given: str(given.name)),
    ("kopukm_reports", "Laporan", lambda given: str(given.name)),
    ("kopukm_programmes", "Program", lambda given: str(given.name)),
    ("kopukm_message_templates", "Pesan", lambda given: str(given.name)),
    ("kopukm_message_channels", "Kanal pesan", lambda given: str(given.name)),
    ("kopukm_checks", "Pemeriksaan", lambda given: str(given.name)),
    ("kopukm_subcommands", "Subperintah", lambda given: str(given.name)),
    ("kopukm_audiences", "Kelompok sasaran", lambda given: str(given.name)),
    ("kopukm_visibility", "Keterlihatan", lambda given: f"{given.model.__module__}.{given.model.__name__}"),
)
"""What has a name of its own, by hook, with the word for it."""


class Platform:
    """Everything that core and the enabled plugins declare, checked for clashes."""

    def __init__(self, settings: Settings, plugins: Plugins) -> None:
        self.settings = settings
        self.plugins = plugins
        self._refuse_clashes()
        models = plugins.given("kopukm_models")
        check_models(models)
        self.apps: Mapping[str, AppModels] = {given.owner: given.value for given in models}
        declared = (*plugins.each("kopukm_permissions"), *plugins.each("kopukm_roles"))
        self.roles = RoleRegistry((given.owner, given.value) for given in declared)
        self.commands = CommandRegistry(plugins.each("kopukm_commands"))
        self.tasks = TaskRegistry((given.owner, given.value) for given in plugins.each("kopukm_tasks"))
        self.schedules = ScheduleRegistry(
            self.tasks, ((given.owner, given.value) for given in plugins.each("kopukm_schedules"))
        )
        self.imports = ImportRegistry(plugins.each("kopukm_imports"))
        self.reports = ReportRegistry(
            plugins.each("kopukm_reports"), [permission.name for permission in self.roles.permissions]
        )
        self.programmes = ProgrammeRegistry(
            ((given.owner, given.value) for given in plugins.each("kopukm_programmes")),
            [permission.name for permission in self.roles.permissions],
        )
        self.messaging = Messaging(
            settings,
            ((given.owner, given.value) for given in plugins.each("kopukm_message_templates")),
            (given.value for given in plugins.each("kopukm_message_channels")),
        )
        self.audiences = AudienceRegistry(
            ((given.owner, given.value) for given in plugins.each("kopukm_audiences")),
            {permission.name for permission in self.roles.permissions},
        )
        self.files = self._files()
        self.vault = Vault()
        self.runner = CommandRunner(self)
        self._visibility: VisibilityRegistry | None = None
        self._database: Database | None = None
        self._made: dict[Callable[[Platform], Any], Any] = {}
        self._check_command_permissions()
        self._check_file_fields()

    @property
    def visibility(self) -> VisibilityRegistry:
        """Who sees what. It needs the models bound to each other, so it is made when the database is opened."""
        if self._visibility is None:
            raise ConfigurationError(
                "Basis data belum dibuka.", remedy="Pakai di dalam `async with platform.open()`."
            )
        return self._visibility

    @property
    def database(self) -> Database:
        """The open database."""
        if self._database is None:
            raise ConfigurationError(
                "Basis data belum dibuka.", remedy="Pakai di dalam `async with platform.open()`."
            )
        return self._database

    def once(self, make: Callable[[Platform], _Made]) -> _Made:
        """What this makes of the open platform: made when first asked for, kept until the platform is closed."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @asynccontextmanager
    async def open(self, *, prepare: bool = True) -> AsyncIterator[Platform]:
        """Open the database and the keys.

        Development migrates and lets each plugin load what it brings; production refuses pending migrations, with the
        command that applies them.
        """
        if has_keys(self.settings):
            install_keys(load_keys(self.settings))
        async with open_database(self.settings, self.apps) as database:
            if not has_keys(self.settings):
                await refuse_lost_keys(str(self.settings.home / KEY_FILE))
                install_keys(load_keys(self.settings))
            self._database = database
            names = {permission.name for permission in self.roles.permissions}
            self._visibility = VisibilityRegistry(
                [
                    *(given.value for given in self.plugins.each("kopukm_visibility")),
                    file_visibility(self.files.purposes),
                ],
                names,
            )
            try:
                if prepare:
                    await self._make_ready()
                with use_tasks(self.tasks), use_messaging(self.messaging):
                    yield self
            finally:
                self._database = None
                self._visibility = None
                self._made.clear()

    async def prepare(self) -> None:
        """Let core and each plugin load what it brings (regions, topics, rubrics); safe to repeat.

        Of processes that begin at once, one works, and the others wait and find nothing to do: a plugin may look
        whether a row is there, and then store it.
        """
        async with migration_lock(self.database.address):
            await check_keys(load_keys(self.settings))
            for given in self.plugins.given("kopukm_prepare"):
                await given.value(self)

    async def _make_ready(self) -> None:
        if not self.settings.is_production:
            await migrate(self.database)
            try:
                await self.prepare()
            except MissingInDatabaseError:
                await refuse_unwritten(self.apps)
                raise
            return
        waiting = await pending(self.database)
        if waiting:
            raise ConfigurationError(
                f"Ada {len(waiting)} migrasi yang belum dijalankan: {', '.join(str(one) for one in waiting[:5])}.",
                remedy="Buat cadangan, lalu jalankan `kopukm migrate`.",
            )

    async def enqueue(self, task: str, arguments: Mapping[str, Any], *, caused_by: int | None = None) -> None:
        """Put a job into the outbox, in the current transaction."""
        await enqueue(task, dict(arguments), caused_by=caused_by)

    async def publish(self, event: events.Event) -> None:
        """Tell subscribers, now."""
        await events.publish(event)

    def _files(self) -> Files:
        limits = file_settings(self.settings)
        purposes = FilePurposes(
            ((given.owner, given.value) for given in self.plugins.each("kopukm_file_purposes")),
            limits,
            permissions=[permission.name for permission in self.roles.permissions],
            disabled=disabled_plugins(self.settings),
        )
        return Files(self.settings, limits, purposes)

    def _refuse_clashes(self) -> None:
        """Names come before everything else: whose they are matters more than whether they are well formed."""
        for hook, what, name_of in _NAMED:
            given = self.plugins.each(hook)
            refuse_clashes(what, [Claim(name_of(one.value), one.owner, one.place) for one in given])

    def _check_file_fields(self) -> None:
        for declaration in self.commands:
            for one in declaration.fields:
                if one.question.purpose and declaration.has_batch:
                    raise ConfigurationError(
                        f"Perintah {declaration.name} ({declaration.place}) menerima banyak baris dan juga berkas.",
                        remedy="Hapus run_batch, atau isian berkasnya.",
                    )
                if one.question.purpose and one.question.purpose not in self.files.purposes:
                    raise ConfigurationError(
                        f"Perintah {declaration.name} ({declaration.place}) meminta berkas untuk "
                        f"{one.question.purpose!r}, yang tidak dinyatakan plugin mana pun.",
                        remedy="Nyatakan keperluan itu di kopukm_file_purposes.",
                    )

    def _check_command_permissions(self) -> None:
        owners = {given.value.name: given.owner for given in self.plugins.each("kopukm_permissions")}
        for declaration in self.commands:
            if declaration.permission is None:
                continue
            owner = owners.get(declaration.permission)
            if owner is None:
                raise ConfigurationError(
                    f"Perintah {declaration.name} ({declaration.place}) meminta izin {declaration.permission!r} "
                    "yang tidak dinyatakan plugin mana pun.",
                    remedy="Nyatakan izin itu di kopukm_permissions.",
                )
            info = self.plugins[declaration.plugin].info
            if owner not in {info.name, CORE.name, *(each.name for each in info.requirements)}:
                raise ConfigurationError(
                    f"Perintah {declaration.name} ({declaration.place}) meminta izin {declaration.permission!r} "
                    f"milik plugin {owner}, yang tidak dibutuhkan plugin {info.name}.",
                    remedy=f"Tambahkan {owner!r} pada requires di PluginInfo, atau pakai izin {info.name} sendiri.",
                )


def build_platform(settings: Settings, sources: Iterable[PluginSource] | None = None) -> Platform:
    """Load core and the enabled plugins and compose them. Raises ConfigurationError at the first fault."""
    found = find_plugin_sources() if sources is None else sources
    enabled = without(found, disabled_plugins(settings))
    return Platform(settings, load_plugins([CORE, *enabled], settings.variables))
