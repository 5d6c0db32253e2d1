"""A model that was changed without a migration is told, with the command that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.migration_packages import TestApp
from kopukm_core.db import execute, make_migrations, migrate, open_database
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.db.migrating import refuse_unwritten
from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

CORE = """
class Party(Model):
    id = fields.BigIntField(primary_key=True)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "trial_party"
"""


@pytest.fixture
def core(tmp_path: Path) -> TestApp:
    return TestApp.create(tmp_path, "core")


async def test_a_model_changed_after_the_last_migration_is_named_with_the_command_that_helps(
    empty_database_url: str, core: TestApp, tmp_path: Path
) -> None:
    await make_migrations({"core": core.models(CORE)}, "core")
    await refuse_unwritten({"core": core.models(CORE)})
    changed = {
        "core": core.models(
            CORE.replace("    is_current =", "    note = fields.TextField(null=True)\n    is_current =")
        )
    }
    with pytest.raises(ConfigurationError) as caught:
        await refuse_unwritten(changed)
    assert "Model core berubah sesudah migrasi terakhir" in str(caught.value)
    assert "`kopukm migrate --make core`" in caught.value.remedy
    settings = Settings(home=tmp_path, database_url=empty_database_url)
    async with open_database(settings, changed) as database:
        await migrate(database)
        for statement in (
            "SELECT note FROM trial_party",
            "SELECT id FROM trial_nothing",
            "INSERT INTO trial_party (note) VALUES ('x')",
        ):
            with pytest.raises(MissingInDatabaseError, match=r"(note|trial_nothing).*kopukm migrate"):
                await execute(statement)
