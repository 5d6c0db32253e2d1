"""A filled database of an earlier version, migrated by this one: same answers, same rules, nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import filled_office
import upgraded
from databases import Databases, run_apart
from filled_office import KEY_OF_REPEATED, KEYS, REPEATED, SOURCES, officer
from jobs.job_samples import until
from jobs.job_waiting import outbox_is_empty
from kopukm_core import clock
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import Apps, Dialect, open_database, rows
from kopukm_core.db.migrating import check_schema, migrate
from kopukm_core.identity.models import Account
from kopukm_core.jobs import running_jobs
from kopukm_core.jobs.models import OutboxJob, ScheduleRow
from kopukm_core.jobs.timing import JobTiming
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings, load_settings
from kopukm_siopik.models import Cooperative
from office import FREE_DOCUMENTS_ONLY
from upgrade.catalogue import everything_declared

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("commit", upgraded.COMMITS)]
Told = dict[str, Any]


@pytest.fixture
def told(commit: str, dialect_under_test: Dialect, empty_database_url: str) -> Told:
    """What the earlier version told; its database is loaded."""
    return upgraded.load(commit, dialect_under_test, empty_database_url)


@pytest.fixture
async def platform(told: Told, empty_database_url: str, tmp_path: Path) -> AsyncIterator[Platform]:
    """This version, started on that database a minute later."""
    settings = load_settings(
        {
            "KOPUKM_HOME": str(tmp_path),
            "KOPUKM_DATABASE_URL": empty_database_url,
            "KOPUKM_KEYS": KEYS,
            **FREE_DOCUMENTS_ONLY,
        }
    )
    moment = datetime.fromisoformat(told["moment"]) + timedelta(minutes=1)
    with clock.using(clock.MovingClock(moment)):
        async with build_platform(settings, SOURCES).open() as running:
            yield running


async def test_it_answers_as_before_and_works_on(platform: Platform, told: Told) -> None:
    answers = await filled_office.answers(platform, told["token"])
    parties = answers.pop("parties")["data"]["parties"]
    assert answers == {name: answer for name, answer in told["answers"].items() if name != "parties"}
    assert parties["totalCount"] == await Cooperative.all().count(), (
        "officers may see the parties of their place"
    )
    assert await filled_office.personal_values() == told["personal"]

    last = await CommandRecord.all().order_by("-id").first()
    actor = officer((await Account.get()).id)
    again = await platform.runner.run("siopik.register_cooperative", REPEATED, actor, key=KEY_OF_REPEATED)
    fresh = await platform.runner.run(
        "siopik.register_cooperative", {**REPEATED, "name": "KSU Baru", "nik": "3201010019999"}, actor
    )
    assert again.replayed
    assert fresh.accepted, fresh.problems
    assert last is not None and fresh.record_id > last.id

    assert await OutboxJob.filter(task="core.forget_ended_access").count() == 2
    assert await ScheduleRow.filter(name="core.ended_access").exists()
    async with running_jobs(platform, JobTiming(lease=0.1, beat=0.02, poll=0.02)):
        await until(outbox_is_empty)


async def test_its_catalogue_is_that_of_a_fresh_database(
    platform: Platform, databases: Databases, dialect_under_test: Dialect, tmp_path: Path
) -> None:
    upgraded_catalogue = await everything_declared()
    if dialect_under_test is Dialect.SQLITE:
        assert await rows("SELECT * FROM pragma_foreign_key_check") == []
    await check_schema(platform.database)
    with databases.fresh(dialect_under_test) as url:
        settings = Settings(home=tmp_path, database_url=url)
        assert upgraded_catalogue == run_apart(lambda: _migrated_from_nothing(settings, platform.apps))


async def _migrated_from_nothing(settings: Settings, apps: Apps) -> set[tuple[str, ...]]:
    async with open_database(settings, apps, process_wide=False) as database:
        await migrate(database)
        return await everything_declared()
