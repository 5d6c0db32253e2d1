"""Writing a new migration from the difference between models and migrations."""

from __future__ import annotations

from pathlib import Path

from tortoise.context import TortoiseContext
from tortoise.fields.base import Field
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import AddField, AlterField, Operation
from tortoise.migrations.schema_generator.operation_generator import OperationGenerator
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.writer import ImportManager, MigrationWriter, format_migration_name

from kopukm_core import clock
from kopukm_core.db.address import DatabaseAddress
from kopukm_core.db.apps import AppModels, Apps
from kopukm_core.db.constraints import Constraint, declared_constraints
from kopukm_core.db.database import tortoise_configuration
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.migrating.checks import check_dependencies, check_migration, check_models, references
from kopukm_core.db.migrating.operations import ApplyConstraint, RemoveConstraint
from kopukm_core.db.migrating.project_state import project_state
from kopukm_core.errors import ConfigurationError

_OPERATIONS_MODULE = "kopukm_core.db.migrating.operations"
_CONSTRAINTS_MODULE = "kopukm_core.db.constraints"


async def make_migrations(apps: Apps, label: str, name: str = "") -> Path | None:
    """Write the next migration of one app into its migrations package; None where nothing has changed.

    `apps` holds the app and every app it refers to. Needs no database. Raises ConfigurationError for models
    that would not come out the same on both engines, and where another app's migration must be made first.
    """
    writer = await _next_migration(apps, label)
    if writer is None:
        return None
    if name:
        writer.name = format_migration_name(int(writer.name[:4]), name)
    return writer.write()


async def unwritten_migration(apps: Apps, label: str) -> str | None:
    """The text of the migration that `make_migrations` would write; None where models and it agree."""
    writer = await _next_migration(apps, label)
    return writer.as_string() if writer is not None else None


async def refuse_unwritten(apps: Apps) -> None:
    """Raise ConfigurationError where models changed after the last migration; takes 0.2 s for each app."""
    changed = [
        label for label, app in apps.items() if app.migrations and await unwritten_migration(apps, label)
    ]
    if changed:
        raise ConfigurationError(
            f"Model {', '.join(changed)} berubah sesudah migrasi terakhir.",
            remedy=f"Jalankan {', '.join(f'`kopukm migrate --make {label}`' for label in changed)}, lalu "
            "`kopukm migrate`.",
        )


async def _next_migration(apps: Apps, label: str) -> MigrationWriter | None:
    app = apps.get(label)
    if app is None or not app.migrations:
        raise ConfigurationError(
            f"Aplikasi {label!r} tidak dikenal atau tidak punya paket migrasi.",
            remedy=f"Aplikasi yang ada: {', '.join(apps)}.",
        )
    address = DatabaseAddress(Dialect.SQLITE, "", file=Path("unused"))
    config = tortoise_configuration(address, apps)
    with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        assert context.apps is not None  # noqa: S101 (set by init)
        check_models(context.apps)
        migrated = {key: value for key, value in config["apps"].items() if "migrations" in value}
        detector = MigrationAutodetector(context.apps, migrated, now=clock.now)
        return await _writer(detector, apps, label)


async def _writer(detector: MigrationAutodetector, apps: Apps, label: str) -> MigrationWriter | None:
    await detector.loader.build_graph()
    for migration in detector.loader.disk_migrations.values():
        check_migration(migration)
    check_dependencies(detector.loader.graph)
    before = await project_state(detector.loader, detector._full_plan())
    after = detector._current_state()
    operations: list[Operation] = [
        operation
        for operation in OperationGenerator(before, after).generate(app_labels=[label])
        if not _alters_nothing(label, operation, before, after)
    ]
    for operation in operations:
        _check_added_field(label, operation)
    history = [
        detector.loader.disk_migrations[key] for key in detector._full_plan() if key.app_label == label
    ]
    removed, applied = _constraint_operations(history, apps[label])
    operations = [*removed, *operations, *applied]
    if not operations:
        return None
    _check_referred(detector, label, operations)
    number_and_name, initial = detector._migration_name(label, before, after)
    return KopukmMigrationWriter(
        number_and_name,
        label,
        operations,
        dependencies=_dependencies(detector, label, operations),
        initial=initial or None,
        migrations_module=apps[label].migrations,
    )


def _dependencies(
    detector: MigrationAutodetector, label: str, operations: list[Operation]
) -> list[tuple[str, str]]:
    wanted: set[MigrationKey] = set(detector._leaf_nodes(label)[-1:])
    for reference in references(label, operations):
        wanted |= set(detector._leaf_nodes(reference.partition(".")[0])[-1:])
    return sorted((key.app_label, key.name) for key in wanted)


def _check_referred(detector: MigrationAutodetector, label: str, operations: list[Operation]) -> None:
    made = {
        f"{key.app_label}.{getattr(operation, 'name', '')}"
        for key, migration in detector.loader.disk_migrations.items()
        for operation in migration.operations
    }
    for reference in sorted(references(label, operations)):
        if reference not in made:
            other = reference.partition(".")[0]
            raise ConfigurationError(
                f"Migrasi {label} merujuk {reference}, yang belum ada dalam migrasi {other}.",
                remedy=f"Buat dulu migrasi {other}, lalu ulangi untuk {label}.",
            )


def _alters_nothing(label: str, operation: Operation, before: State, after: State) -> bool:
    """Tortoise sees a change in a foreign key with `source_field` as soon as its model is complete."""
    if not isinstance(operation, AlterField):
        return False
    key = (label, operation.model_name)
    old, new = before.models[key].fields[operation.name], after.models[key].fields[operation.name]
    return bool(old.deconstruct() == new.deconstruct())


def _check_added_field(label: str, operation: Operation) -> None:
    if not isinstance(operation, AddField) or not isinstance(operation.field, Field):
        return
    field = operation.field
    if not (field.null or field.has_db_default()):
        raise ConfigurationError(
            f"Kolom baru {label}.{operation.model_name}.{operation.name} wajib diisi, "
            "padahal baris yang sudah ada belum punya isinya.",
            remedy="Beri null=True atau db_default.",
        )


def _constraint_operations(
    history: list[Migration], app: AppModels
) -> tuple[list[ApplyConstraint], list[ApplyConstraint]]:
    """Constraints to take away before, and to make after, the changes of tables."""
    present: dict[str, Constraint] = {}
    for migration in history:
        for operation in migration.operations:
            if isinstance(operation, RemoveConstraint):
                present.pop(operation.constraint.name, None)
            elif isinstance(operation, ApplyConstraint):
                present[operation.constraint.name] = operation.constraint
    wanted = {constraint.name: constraint for constraint in declared_constraints({"": app})}
    kept = {name for name in wanted.keys() & present.keys() if _same(wanted[name], present[name])}
    removed = [RemoveConstraint(known) for name, known in present.items() if name not in kept]
    applied = [ApplyConstraint(new) for name, new in wanted.items() if name not in kept]
    return list(removed), applied


def _same(one: Constraint, other: Constraint) -> bool:
    return one.table == other.table and all(
        one.create_statements(engine) == other.create_statements(engine) for engine in Dialect
    )


class KopukmMigrationWriter(MigrationWriter):
    """Tortoise's writer, with our own operations."""

    def _format_operation(self, operation: Operation, imports: ImportManager, *, indent: str) -> list[str]:
        if not isinstance(operation, ApplyConstraint):
            return super()._format_operation(operation, imports, indent=indent)
        kind = type(operation).__name__
        imports.add_from(_OPERATIONS_MODULE, kind)
        imports.add_from(_CONSTRAINTS_MODULE, "Constraint")
        constraint = operation.constraint
        lines = [f"{indent}{kind}(", f"{indent}    Constraint("]
        lines += [f"{indent}        {constraint.name!r},", f"{indent}        {constraint.table!r},"]
        for part in ("sqlite", "postgres", "drop_sqlite", "drop_postgres", "protects"):
            value = getattr(constraint, part)
            if value:
                lines.append(f"{indent}        {part}={value!r},")
        return [*lines, f"{indent}    )", f"{indent}),"]
