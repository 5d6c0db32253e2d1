"""The migrations in the tree agree with the models, and make the same schema on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import Databases
from db.catalogue import IndexFact, index_facts
from kopukm_core.db import Apps, Database, Dialect, open_database
from kopukm_core.db.migrating import check_schema, migrate, unwritten_migration
from kopukm_core.plugin import kopukm_models as core_models
from kopukm_core.settings import Settings
from kopukm_siopik.plugin import kopukm_models as siopik_models

pytestmark = pytest.mark.anyio

APPS: Apps = {"core": core_models(), "siopik": siopik_models()}


def tables(database: Database) -> set[str]:
    assert database.context.apps is not None
    return {model._meta.db_table for model in database.context.apps.get_models_iterable()}


@pytest.mark.parametrize("label", APPS)
async def test_models_and_migrations_agree(label: str) -> None:
    assert await unwritten_migration(APPS, label) is None, f"run make_migrations for {label}"


async def test_both_engines_end_with_the_same_indexes(databases: Databases) -> None:
    facts: dict[Dialect, list[IndexFact]] = {}
    for engine in Dialect:
        with databases.fresh(engine) as url:
            settings = Settings(home=Path("/nonexistent"), database_url=url)
            async with open_database(settings, APPS) as database:
                await migrate(database)
                await check_schema(database)
                facts[engine] = await index_facts(tables(database))
    assert facts[Dialect.SQLITE] == facts[Dialect.POSTGRES]
    assert len(facts[Dialect.SQLITE]) > len(APPS)


async def test_migrations_make_what_the_models_declare(
    databases: Databases, dialect_under_test: Dialect
) -> None:
    facts: list[list[IndexFact]] = []
    for apps in (None, APPS):
        with databases.fresh(dialect_under_test, apps) as url:
            settings = Settings(home=Path("/nonexistent"), database_url=url)
            async with open_database(settings, APPS) as database:
                if apps is None:
                    await migrate(database)
                facts.append(await index_facts(tables(database)))
    assert facts[0] == facts[1]
