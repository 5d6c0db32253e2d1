"""The schema straight from the models, without migrations: for tests and trials."""

from __future__ import annotations

from kopukm_core.db.constraints import apply_constraint, declared_constraints
from kopukm_core.db.database import Database
from kopukm_core.db.transactions import transaction


async def create_schema(database: Database) -> None:
    """Make the tables of all apps and their declared constraints in an empty database."""
    if not database.apps:
        return
    await database.context.generate_schemas(safe=False)
    async with transaction():
        for constraint in declared_constraints(database.apps):
            await apply_constraint(constraint)
