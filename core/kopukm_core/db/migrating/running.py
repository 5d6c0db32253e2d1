"""Applying migrations: always of all apps, one process at a time, each whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import CreateModel
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from kopukm_core.db.constraints import check_constraints
from kopukm_core.db.database import Database, tortoise_configuration
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.migrating.checks import check_dependencies, check_meta_constraints, check_migration
from kopukm_core.db.migrating.editors import KopukmAsyncpgSchemaEditor, KopukmSqliteSchemaEditor
from kopukm_core.db.migrating.lock import migration_lock
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.db.migrating.project_state import project_state
from kopukm_core.db.sql import rows
from kopukm_core.db.transactions import connection, transaction
from kopukm_core.errors import ConfigurationError, KopukmError

RECORD_TABLE = "tortoise_migrations"


class MigrationFailedError(ConfigurationError):
    """A migration stopped; it changed nothing, and those before it are complete."""


def _silent(line: str) -> None:
    return None


async def migrate(
    database: Database, report: Callable[[str], None] = _silent, *, only: frozenset[str] | None = None
) -> tuple[str, ...]:
    """Bring the database to the newest schema of all its apps; the names of the migrations applied now.

    `only` stops at an earlier schema: no other migration than those named ("core.0001_initial") is applied.

    Safe to run from several processes at once: one works, the others wait and find nothing to do. Tables and
    records of apps that are not loaded are left alone. `report` gets a line in Indonesian per step. Raises
    MigrationFailedError naming the migration, and ConfigurationError for unsafe ones before anything runs.
    """
    if database.context.apps is not None:
        check_meta_constraints(database.context.apps)
    async with migration_lock(database.address, report):
        executor = await _executor(database)
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        steps = [one for one in await _pending(executor) if only is None or _name(one) in only]
        if steps:
            connections = {
                label: str(app.get("default_connection", "default"))
                for label, app in executor.loader.apps_config.items()
            }
            state = await project_state(executor.loader, executor._full_plan(), await _applied(), connections)
            async with _foreign_keys_off(database.dialect):
                for number, migration in enumerate(steps, start=1):
                    report(f"Migrasi {number} dari {len(steps)}: {_name(migration)}")
                    await _apply(migration, state, database.dialect, done=number - 1)
        if only is None:
            await check_constraints(database.apps)
    return tuple(map(_name, steps))


async def make_record_table(database: Database) -> None:
    """Make the table that records migrations, where it is missing: inside a transaction its absence is an error."""
    await MigrationRecorder(connection()).ensure_schema(_editor(database.dialect, ""))


def _name(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


async def pending(database: Database) -> tuple[str, ...]:
    """The names of the migrations still to apply, in order ("core.0001_initial"); changes nothing."""
    return tuple(map(_name, await _pending(await _executor(database))))


async def check_schema(database: Database) -> None:
    """Refuse to start on a database with pending migrations or without a declared constraint."""
    waiting = await pending(database)
    if waiting:
        raise ConfigurationError(
            f"Basis data belum mutakhir; migrasi yang menunggu: {', '.join(waiting)}.",
            remedy="Jalankan kopukm migrate.",
        )
    await check_constraints(database.apps)


async def _executor(database: Database) -> MigrationExecutor:
    configured = tortoise_configuration(database.address, database.apps)["apps"]
    executor = MigrationExecutor(
        connection(), {label: app for label, app in configured.items() if "migrations" in app}
    )
    try:
        await executor.loader.build_graph()
    except (ImportError, ValueError) as error:
        raise ConfigurationError(
            f"Migrasi tidak dapat dimuat: {error}",
            remedy="Periksa paket migrasi dan dependencies di dalamnya.",
        ) from error
    for migration in executor.loader.disk_migrations.values():
        check_migration(migration)
    check_dependencies(executor.loader.graph)
    return executor


async def _applied() -> set[MigrationKey]:
    if not await _has_record_table():
        return set()
    found = await rows(f"SELECT app, name FROM {RECORD_TABLE}")
    return {MigrationKey(row["app"], row["name"]) for row in found}


async def _has_record_table() -> bool:
    if connection().capabilities.dialect == Dialect.SQLITE:
        found = await rows(f"SELECT 1 AS one FROM sqlite_master WHERE name = '{RECORD_TABLE}'")
        return bool(found)
    return bool((await rows(f"SELECT to_regclass('{RECORD_TABLE}') IS NOT NULL AS there"))[0]["there"])


async def _pending(executor: MigrationExecutor) -> list[Migration]:
    applied = await _applied()
    known = executor.loader.disk_migrations
    ahead = sorted(
        str(key) for key in applied if key not in known and key.app_label in executor.loader.migrated_apps
    )
    if ahead:
        raise ConfigurationError(
            f"Basis data lebih baru daripada program: {', '.join(ahead)} tidak ada di sini.",
            remedy="Pasang versi program yang membuatnya, atau pulihkan cadangan dari versi ini.",
        )
    return [known[key] for key in executor._full_plan() if key not in applied]


_WITHOUT_BEFORE = (CreateModel, ApplyConstraint)
"""Operations that never look at the state before them: copying it is most of the work of a first migration."""


async def _apply(migration: Migration, state: State, engine: Dialect, *, done: int) -> None:
    name = _name(migration)
    try:
        async with transaction() as client:
            editor = _editor(engine, migration.app_label)
            for operation in migration.operations:
                before = state if isinstance(operation, _WITHOUT_BEFORE) else state.clone()
                operation.state_forward(migration.app_label, state)
                if isinstance(editor, KopukmSqliteSchemaEditor):
                    editor.state_after = state
                await operation.database_forward(migration.app_label, before, state, editor)
            await _check_foreign_keys(engine, name)
            await MigrationRecorder(client).record_applied(migration.app_label, migration.name)
    except KopukmError:
        raise
    except Exception as error:
        raise MigrationFailedError(
            f"Migrasi {name} gagal: {error}",
            remedy=f"Migrasi itu tidak mengubah apa pun; {done} migrasi sebelumnya sudah selesai. "
            "Perbaiki sebabnya, lalu jalankan kopukm migrate lagi.",
        ) from error


def _editor(engine: Dialect, app_label: str) -> BaseSchemaEditor:
    if engine is Dialect.POSTGRES:
        return KopukmAsyncpgSchemaEditor(connection())
    editor = KopukmSqliteSchemaEditor(connection())
    editor.app_label = app_label
    return editor


async def _check_foreign_keys(engine: Dialect, name: str) -> None:
    if engine is Dialect.POSTGRES:
        return
    broken = await rows('SELECT DISTINCT "table" AS child, parent FROM pragma_foreign_key_check')
    if broken:
        pairs = ", ".join(f"{row['child']} → {row['parent']}" for row in broken)
        raise MigrationFailedError(
            f"Migrasi {name} akan meninggalkan rujukan yang putus: {pairs}.",
            remedy="Migrasi itu tidak mengubah apa pun. Perbaiki, lalu jalankan kopukm migrate lagi.",
        )


@asynccontextmanager
async def _foreign_keys_off(engine: Dialect) -> AsyncIterator[None]:
    """SQLite rebuilds a table by dropping it, which would delete the rows that refer to it."""
    if engine is Dialect.POSTGRES:
        yield
        return
    await connection().execute_query("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await connection().execute_query("PRAGMA foreign_keys=ON")
