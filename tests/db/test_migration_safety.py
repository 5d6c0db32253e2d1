"""Migrations meet concurrent starters, failures, plugins that come and go, and unsafe declarations."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from tortoise.exceptions import IntegrityError

from db import migrating_process
from db.migration_packages import TestApp
from db.test_migrations import CORE, PLUGIN, add_party, make_all, opened, pending_tables
from kopukm_core.db import Dialect, dialect, rows
from kopukm_core.db.migrating import MigrationFailedError, make_migrations, migrate, pending
from kopukm_core.db.migrating.editors import script_statements
from kopukm_core.errors import ConfigurationError

pytestmark = pytest.mark.anyio


@pytest.fixture
def core(tmp_path: Path) -> TestApp:
    return TestApp.create(tmp_path, "core")


@pytest.fixture
def plugin(tmp_path: Path) -> TestApp:
    return TestApp.create(tmp_path, "plugin")


async def test_of_four_processes_that_start_together_one_migrates(
    empty_database_url: str, core: TestApp, plugin: TestApp, tmp_path: Path
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    named = [f"{label}:{app.models[0]}:{app.migrations}" for label, app in apps.items()]
    path = os.pathsep.join([str(tmp_path), *sys.path])

    async def start() -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(migrating_process.__file__)),
            empty_database_url,
            *named,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": path},
        )
        output, _ = await process.communicate()
        return process.returncode or 0, output.decode()

    outcomes = await asyncio.gather(*(start() for _ in range(4)))
    assert sorted(outcomes) == [(0, "0\n"), (0, "0\n"), (0, "0\n"), (0, "2\n")]


BROKEN = """
async def stumble(apps, editor):
    raise RuntimeError("batu")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        ops.AddField("Party", "note", fields.CharField(max_length=9, null=True)),
        ops.RemoveField("Party", "code"),
        ops.RunPython(stumble),
    ]
"""


async def test_a_migration_that_fails_halfway_changes_nothing_and_can_be_run_again(
    empty_database_url: str, core: TestApp
) -> None:
    body = CORE.replace('unique_together = (("kind", "code"),)', "")
    apps = {"core": core.models(body)}
    await make_all(apps)
    core.migration("0002_broken", BROKEN)
    async with opened(empty_database_url, apps) as database:
        with pytest.raises(
            MigrationFailedError, match=r"core\.0002_broken gagal: batu.*1 migrasi sebelumnya"
        ):
            await migrate(database)
        await add_party("satu", "1")
        found = await rows("SELECT * FROM trial_party")
        assert "note" not in found[0]
        assert found[0]["code"] == "1"
        assert await pending(database) == ("core.0002_broken",)
    core.migration("0002_broken", BROKEN.replace('raise RuntimeError("batu")', "return None"))
    async with opened(empty_database_url, apps) as database:
        assert await migrate(database) == ("core.0002_broken",)
        found = await rows("SELECT * FROM trial_party")
        assert ("note" in found[0], "code" in found[0]) == (True, False)


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], indirect=True)
async def test_a_migration_that_breaks_references_is_undone(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(apps)
    core.migration(
        "0002_orphans",
        """
        async def forget(apps, editor):
            await editor.client.execute_query("DELETE FROM trial_party")


        class Migration(migrations.Migration):
            dependencies = [("core", "0001_initial")]
            operations = [ops.RunPython(forget)]
        """,
    )
    async with opened(empty_database_url, apps) as database:
        hidden = core.path("0002_orphans").rename(core.folder / "later")
        await migrate(database)
        party = await add_party("satu", "1")
        await rows(f"INSERT INTO trial_shop (party_id) VALUES ({party})")
        hidden.rename(core.path("0002_orphans"))
        with pytest.raises(MigrationFailedError, match="trial_shop → trial_party"):
            await migrate(database)
        assert await rows("SELECT id FROM trial_party") == [{"id": party}]
        assert await rows("PRAGMA foreign_keys") == [{"foreign_keys": 1}]


async def test_a_plugin_that_is_removed_and_installed_again_finds_its_rows(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    both = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN)}
    await make_all(both)
    async with opened(empty_database_url, both) as database:
        await migrate(database)
        party = await add_party("satu", "1")
        await rows(f"INSERT INTO trial_shop (party_id) VALUES ({party})")
    changed = core.models(CORE.replace("max_length=100", "max_length=300"))
    await make_migrations({"core": changed}, "core", "wider")
    async with opened(empty_database_url, {"core": changed}) as database:
        assert await migrate(database) == ("core.0002_wider",)
    again = {"core": changed, "plugin": both["plugin"]}
    async with opened(empty_database_url, again) as database:
        assert await migrate(database) == ()
        assert await rows("SELECT party_id FROM trial_shop") == [{"party_id": party}]


GUARD = """
CONSTRAINTS = (
    Constraint(
        "trial_shop_current_party",
        "trial_shop",
        sqlite=(
            "CREATE TRIGGER trial_shop_current_party BEFORE INSERT ON trial_shop"
            " WHEN (SELECT is_current FROM trial_party WHERE id = new.party_id) = 0"
            " BEGIN SELECT 1; SELECT RAISE(ABORT, 'party is not current'); END"
        ),
        drop_sqlite="DROP TRIGGER trial_shop_current_party",
    ),
)
"""


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], indirect=True)
async def test_a_table_is_rebuilt_though_a_trigger_elsewhere_reads_it(
    empty_database_url: str, core: TestApp, plugin: TestApp
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN + GUARD)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
    apps = {**apps, "core": core.models(CORE.replace("max_length=100", "max_length=300"))}
    await make_migrations(apps, "core", "wider")
    async with opened(empty_database_url, apps) as database:
        assert await migrate(database) == ("core.0002_wider",)
        party = await add_party("satu", "1")
        await rows("UPDATE trial_party SET is_current = 0")
        with pytest.raises(IntegrityError, match="not current"):
            await rows(f"INSERT INTO trial_shop (party_id) VALUES ({party})")


async def test_a_database_newer_than_the_program_is_refused(empty_database_url: str, core: TestApp) -> None:
    apps = {"core": core.models(CORE)}
    await make_all(apps)
    async with opened(empty_database_url, apps) as database:
        await migrate(database)
        await rows("UPDATE tortoise_migrations SET name = '0002_future'")
        with pytest.raises(ConfigurationError, match=r"lebih baru daripada program: core\.0002_future"):
            await migrate(database)


async def test_meta_constraints_are_refused(empty_database_url: str, core: TestApp) -> None:
    body = CORE.replace(
        'table = "trial_party"',
        "from tortoise.migrations.constraints import CheckConstraint\n"
        '        table = "trial_party"\n'
        '        constraints = (CheckConstraint(check="id > 0", name="trial_positive"),)',
    )
    apps = {"core": core.models(body)}
    with pytest.raises(ConfigurationError, match=r"core\.Party memakai Meta\.constraints"):
        await make_migrations(apps, "core")
    async with opened(empty_database_url, apps) as database:
        with pytest.raises(ConfigurationError, match=r"Meta\.constraints"):
            await migrate(database)
        assert await pending_tables() == set()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (", db_index=True", "", "db_index=True"),
        ('related_name="shops", ', "", "related_name"),
    ],
)
async def test_a_relation_without_index_or_name_is_refused(
    core: TestApp, plugin: TestApp, old: str, new: str, message: str
) -> None:
    apps = {"core": core.models(CORE), "plugin": plugin.models(PLUGIN.replace(old, new))}
    await make_migrations({"core": apps["core"]}, "core")
    with pytest.raises(ConfigurationError, match=message):
        await make_migrations(apps, "plugin")
    assert not plugin.path("0001_initial").exists()


async def test_a_new_column_that_must_be_filled_is_refused(core: TestApp) -> None:
    apps = {"core": core.models(CORE)}
    await make_all(apps)
    wider = CORE.replace("    is_current =", "    note = fields.CharField(max_length=9)\n    is_current =")
    with pytest.raises(ConfigurationError, match=r"core\.Party\.note wajib diisi"):
        await make_migrations({"core": core.models(wider)}, "core")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("atomic = False\n    operations = []", "atomic"),
        ('operations = [ops.RunSQL("SELECT 1")]', "RunSQL"),
    ],
)
async def test_unsafe_migrations_are_refused_before_anything_runs(
    empty_database_url: str, core: TestApp, body: str, message: str
) -> None:
    apps = {"core": core.models(CORE)}
    await make_all(apps)
    core.migration(
        "0002_unsafe",
        f'class Migration(migrations.Migration):\n    dependencies = [("core", "0001_initial")]\n    {body}',
    )
    async with opened(empty_database_url, apps) as database:
        with pytest.raises(ConfigurationError, match=message):
            await migrate(database)
        assert await pending_tables() == set()
        assert database.dialect is dialect()


def test_a_semicolon_inside_a_text_comment_or_trigger_ends_no_statement() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END;"
    script = f"CREATE TABLE a (x TEXT DEFAULT ';') /* one; two */; {trigger} SELECT 1"
    assert list(script_statements(script)) == [
        "CREATE TABLE a (x TEXT DEFAULT ';') /* one; two */;",
        trigger,
        "SELECT 1",
    ]
