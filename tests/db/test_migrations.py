"""Migrations end the same on both engines and lose nothing on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from db.catalogue import IndexFact, index_facts
from db.migration_packages import TestApp
from kopukm_core.db import Apps, Database, Dialect, dialect, execute, open_database, rows
from kopukm_core.db.migrating import (
    check_schema,
    make_migrations,
    migrate,
    pending,
    unwritten_migration,
)
from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

CORE = '''
class Party(Model):
    """A person or an organisation; with a semicolon; and 'quotes' */ too."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=100)
    name_key = SortKeyField(db_index=True)
    search = SearchTextField(default="")
    code = fields.CharField(max_length=20)
    kind = fields.CharField(max_length=20)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "trial_party"
        unique_together = (("kind", "code"),)
        indexes = (("kind", "name"),)


SEARCH = SearchIndex("trial_party", "search")
CONSTRAINTS = (
    SEARCH.constraint(),
    Constraint(
        "trial_party_one_current",
        "trial_party",
        sqlite="CREATE UNIQUE INDEX trial_party_one_current ON trial_party (name) WHERE is_current = 1",
        postgres="CREATE UNIQUE INDEX trial_party_one_current ON trial_party (name) WHERE is_current",
    ),
)
'''

PLUGIN = """
class Shop(Model):
    id = fields.BigIntField(primary_key=True)
    party = fields.ForeignKeyField(
        "core.Party", related_name="shops", db_index=True, on_delete=fields.CASCADE
    )

    class Meta:
        table = "trial_shop"
"""


@pytest.fixture
def core(tmp_path: Path) -> TestApp:
    return TestApp.create(tmp_path, "core")


@pytest.fixture
def plugin(tmp_path: Path) -> TestApp:
    return TestApp.create(tmp_path, "plugin")


@asynccontextmanager
async def opened(url: str, apps: Apps) -> AsyncIterator[Database]:
    async with open_database(Settings(home=Path("/nonexistent"), database_url=url), apps) as database:
        yield database


async def make_all(apps: Apps) -> None:
    for label in apps:
        await make_migrations(apps, label)


async def indexes() -> list[IndexFact]:
    return await index_facts({"trial_party", "trial_shop"})


EXPECTED_PARTY = {
    ("trial_party", False, ("name_key",)),
    ("trial_party", False, ("kind", "name")),
    ("trial_party", True, ("name",)),
    ("trial_party", True, ("kind", "code")),
}


async def add_party(name: str, code: str, kind: str = "x") -> int:
    truth = "1" if dialect() is Dialect.SQLITE else "true"
    values = f"'{name}', '{name}', '{name}', '{code}', '{kind}', {truth}"
    stored = await rows(
        "INSERT INTO trial_party (name, name_key, search, code, kind, is_current)"
        f" VALUES ({values}) RETURNING id"
    )
    return int(stored[0]["id"])


async def test_a_new_database_gets_all_apps_with_their_indexes(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        lines: list[str] = []
        assert await pending(database) == ("core.0001_initial", "plugin.0001_initial")
        applied = await migrate(database, lines.append)
        assert applied == ("core.0001_initial", "plugin.0001_initial")
        assert lines == ["Migrasi 1 dari 2: core.0001_initial", "Migrasi 2 dari 2: plugin.0001_initial"]
        assert await pending(database) == ()
        assert await migrate(database) == ()
        await check_schema(database)
        assert set(await indexes()) == EXPECTED_PARTY | {("trial_shop", False, ("party_id",))}


async def test_a_plugins_migration_depends_on_the_one_it_refers_to(core: TestApp, plugin: TestApp) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    with pytest.raises(ConfigurationError, match="Buat dulu migrasi core"):
        await make_migrations(apps, "plugin")
    await make_all(apps)
    assert "dependencies = [('core', '0001_initial')]" in plugin.path("0001_initial").read_text()


async def test_a_migration_without_the_dependency_is_refused_with_its_mend(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    written = plugin.path("0001_initial").read_text().replace("[('core', '0001_initial')]", "[]")
    plugin.migration("0001_initial", written)
    async with opened(empty_database_url, apps) as database:
        with pytest.raises(
            ConfigurationError, match=r"Tambahkan \('core', '0001_initial'\) pada dependencies"
        ):
            await migrate(database)
        assert await pending_tables() == set()


async def pending_tables() -> set[str]:
    if dialect() is Dialect.SQLITE:
        found = await rows("SELECT name FROM sqlite_master WHERE name LIKE 'trial%'")
    else:
        found = await rows("SELECT relname AS name FROM pg_class WHERE relname LIKE 'trial%'")
    return {row["name"] for row in found}


CHANGES = {
    "alter": (
        "name = fields.CharField(max_length=100)",
        "name = fields.CharField(max_length=300, null=True)",
    ),
    "remove": ("    code = fields.CharField(max_length=20)\n", ""),
    "index": (
        "kind = fields.CharField(max_length=20)",
        "kind = fields.CharField(max_length=20, db_index=True)",
    ),
    "unindex": ("name_key = SortKeyField(db_index=True)", "name_key = SortKeyField()"),
    "add": (
        "    is_current =",
        "    region = RegionCodeField(null=True, db_index=True)\n    is_current =",
    ),
    "relation": (
        "    is_current =",
        "    parent = fields.ForeignKeyField("
        '"core.Party", related_name="children", null=True, db_index=True)\n'
        "    is_current =",
    ),
    "not unique": ('unique_together = (("kind", "code"),)', "unique_together = ()"),
}
"""What is changed → (old text, new text) of the models."""

AFTER = {
    "alter": EXPECTED_PARTY,
    "remove": EXPECTED_PARTY - {("trial_party", True, ("kind", "code"))},
    "index": EXPECTED_PARTY | {("trial_party", False, ("kind",))},
    "unindex": EXPECTED_PARTY - {("trial_party", False, ("name_key",))},
    "add": EXPECTED_PARTY | {("trial_party", False, ("region",))},
    "relation": EXPECTED_PARTY | {("trial_party", False, ("parent_id",))},
    "not unique": EXPECTED_PARTY - {("trial_party", True, ("kind", "code"))},
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_changed_table_keeps_child_rows_indexes_and_search(
    empty_database_url: str, core: TestApp, plugin: TestApp, change: str
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        party = await add_party("satu", "1")
        await add_party("dua", "2")
        gone = await add_party("tiga", "3")
        await rows(f"DELETE FROM trial_party WHERE id = {gone}")
        await rows(f"INSERT INTO trial_shop (party_id) VALUES ({party})")
    body = CORE.replace(*CHANGES[change])
    if change == "remove":
        body = body.replace('unique_together = (("kind", "code"),)', "unique_together = ()")
    apps = {**apps, "core": core.models(body)}
    assert await make_migrations(apps, "core", "change") is not None
    assert await make_migrations({**apps, "core": apps["core"]}, "plugin") is None
    async with opened(empty_database_url, apps) as database:
        assert await migrate(database) == ("core.0002_change",)
        assert [row["name"] for row in await rows("SELECT name FROM trial_party ORDER BY id")] == [
            "satu",
            "dua",
        ]
        assert await rows("SELECT party_id FROM trial_shop") == [{"party_id": party}]
        assert set(await indexes()) == AFTER[change] | {("trial_shop", False, ("party_id",))}
        await check_search(database)
        assert await next_party_id() > gone
        assert await rows_after_deleting_parents() == []


async def check_search(database: Database) -> None:
    if database.dialect is Dialect.SQLITE:
        found = await rows("SELECT rowid FROM trial_party_search_trigram WHERE search LIKE '%satu%'")
        assert len(found) == 1
        triggers = await rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        assert [row["name"] for row in triggers] == [
            f"trial_party_search_trigram_{event}" for event in ("delete", "insert", "update")
        ]
    else:
        found = await rows("SELECT 1 AS one FROM pg_class WHERE relname = 'trial_party_search_trigram'")
        assert len(found) == 1


async def next_party_id() -> int:
    truth = "1" if dialect() is Dialect.SQLITE else "true"
    columns = {"name": "'lain'", "name_key": "'lain'", "search": "'lain'", "kind": "'x'", "is_current": truth}
    if any(row["name"] == "code" for row in await party_columns()):
        columns["code"] = "'9'"
    stored = await rows(
        f"INSERT INTO trial_party ({', '.join(columns)}) VALUES ({', '.join(columns.values())}) RETURNING id"
    )
    return int(stored[0]["id"])


async def party_columns() -> list[dict[str, Any]]:
    if dialect() is Dialect.SQLITE:
        return await rows("SELECT name FROM pragma_table_info('trial_party')")
    return await rows(
        "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'trial_party'"
    )


async def rows_after_deleting_parents() -> list[dict[str, Any]]:
    """Foreign keys work again: deleting the parents deletes the children."""
    await execute("DELETE FROM trial_party")
    return await rows("SELECT * FROM trial_shop")


async def test_removing_a_foreign_key_removes_its_column(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        party = await add_party("satu", "1")
        await rows(f"INSERT INTO trial_shop (party_id) VALUES ({party})")
    lone = PLUGIN.replace(
        """    party = fields.ForeignKeyField(
        "core.Party", related_name="shops", db_index=True, on_delete=fields.CASCADE
    )
""",
        "    note = fields.CharField(max_length=9, null=True)\n",
    )
    apps = {**apps, "plugin": plugin.models(lone)}
    await make_migrations(apps, "plugin", "lone")
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        assert await rows("SELECT * FROM trial_shop") == [{"id": 1, "note": None}]
        assert set(await indexes()) == EXPECTED_PARTY


async def test_a_foreign_key_with_a_column_name_of_its_own_is_added_and_survives_a_rebuild(
    empty_database_url: str, core: TestApp
) -> None:
    bodies = [CORE]
    bodies.append(
        CORE.replace(
            "    is_current =",
            '    parent = fields.ForeignKeyField("core.Party", related_name="children", null=True,'
            ' db_index=True, source_field="parent_number")\n    is_current =',
        )
    )
    bodies.append(bodies[1].replace("max_length=100", "max_length=300"))
    for number, body in enumerate(bodies):
        apps = {"core": core.models(body)}
        await make_migrations(apps, "core", f"step_{number}")
        assert await unwritten_migration(apps, "core") is None
    async with opened(empty_database_url, apps) as database:
        assert len(await migrate(database)) == 3
        party = await add_party("satu", "1")
        await execute(f"UPDATE trial_party SET parent_number = {party}")
        assert set(await indexes()) == EXPECTED_PARTY | {("trial_party", False, ("parent_number",))}


async def test_a_declared_constraint_can_be_changed_and_taken_away(
    empty_database_url: str, core: TestApp
) -> None:
    apps = {"core": core.models(CORE)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
    apps = {"core": core.models(CORE.replace("trial_party (name) WHERE", "trial_party (name, kind) WHERE"))}
    await make_migrations(apps, "core", "wider")
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        assert ("trial_party", True, ("name", "kind")) in await indexes()
    apps = {"core": core.models(CORE.partition("CONSTRAINTS")[0])}
    await make_migrations(apps, "core", "none")
    assert await make_migrations(apps, "core") is None
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        assert await pending_tables() & {"trial_party_search_trigram", "trial_party_one_current"} == set()


async def test_a_constraint_missing_from_the_catalogue_refuses_the_start(
    empty_database_url: str, core: TestApp
) -> None:
    apps = {"core": core.models(CORE)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        await rows("DROP INDEX trial_party_one_current")
        with pytest.raises(ConfigurationError, match="trial_party_one_current pada tabel trial_party"):
            await check_schema(database)
