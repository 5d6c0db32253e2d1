"""Migrations of core and plugins: made, checked and applied safely on both engines."""

from kopukm_core.db.migrating.lock import migration_lock
from kopukm_core.db.migrating.making import make_migrations, refuse_unwritten, unwritten_migration
from kopukm_core.db.migrating.operations import ApplyConstraint, RemoveConstraint
from kopukm_core.db.migrating.running import MigrationFailedError, check_schema, migrate, pending

__all__ = [
    "ApplyConstraint",
    "MigrationFailedError",
    "RemoveConstraint",
    "check_schema",
    "make_migrations",
    "migrate",
    "migration_lock",
    "pending",
    "refuse_unwritten",
    "unwritten_migration",
]
