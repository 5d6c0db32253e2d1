"""`kopukm jobs`, `kopukm schedules` and `kopukm trace`: what an operator types, reads, and leaves in the books."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kopukm_core.cli.commands.jobs import JOBS
from kopukm_core.cli.commands.schedules import SCHEDULES
from kopukm_core.cli.commands.trace import TRACE
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import execute, transaction
from kopukm_core.errors import BadInputError, NotAllowedError, NotAuthenticatedError, NotFoundError
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind
from kopukm_core.jobs import enqueue
from kopukm_core.jobs.models import OutboxJob, ScheduleRow
from kopukm_core.logs import bound
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from made_plugins import GRAPHQL
from ready_home import make_ready

pytestmark = pytest.mark.anyio
TASK = "core.forget_ended_access"
SCHEDULE = "core.ended_access"


@pytest.fixture(scope="module")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ready(tmp_path_factory.mktemp("jobs"))


@pytest.fixture
async def platform(prepared_home: Path, tmp_path: Path) -> AsyncIterator[Platform]:
    shutil.copytree(prepared_home, tmp_path / "home")
    settings = load_settings({"KOPUKM_HOME": str(tmp_path / "home")})
    async with build_platform(settings, (GRAPHQL,)).open(prepare=False) as opened:
        yield opened


async def typed(subcommand: Subcommand, platform: Platform, *words: str) -> int:
    parser = argparse.ArgumentParser()
    subcommand.configure(parser)
    answer = subcommand.run(parser.parse_args(words), platform)
    return answer if isinstance(answer, int) else await answer


async def dead_job() -> int:
    async with transaction():
        number = await enqueue(TASK)
    await execute(f"UPDATE outbox_job SET status = 'dead', last_error = 'Disk penuh.' WHERE id = {number}")
    return number


async def test_the_list_shows_state_and_reason(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await dead_job()
    assert await typed(JOBS, platform) == 0
    shown = capsys.readouterr().out
    assert f"{number}  " in shown and "mati" in shown and "Disk penuh." in shown
    assert await typed(JOBS, platform, "list", "--state", "running") == 0
    assert capsys.readouterr().out == ""


async def test_dead_jobs_begin_anew_or_are_dropped_and_the_books_tell_who(platform: Platform) -> None:
    first, second, third = [await dead_job() for _ in range(3)]
    assert await typed(JOBS, platform, "drop", str(first)) == 0
    assert await typed(JOBS, platform, "retry", str(second)) == 0
    assert await typed(JOBS, platform, "retry", "--dead") == 0
    assert {job.id: job.status.value for job in await OutboxJob.all()} == {
        second: "waiting",
        third: "waiting",
    }
    entries = await AuditEntry.all().order_by("id").values_list("action", "subject_model", "subject_id")
    assert list(entries) == [
        ("delete", "core.OutboxJob", str(first)),
        ("retry", "core.OutboxJob", str(second)),
        ("retry", "core.OutboxJob", str(third)),
    ]
    assert await CommandRecord.filter(actor__startswith="operator:", door="terminal").count() == 3


async def test_a_job_that_is_not_dead_is_left_alone(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    async with transaction():
        number = await enqueue(TASK)
    assert await typed(JOBS, platform, "drop", str(number)) == 1
    assert f"Tidak ada pekerjaan mati dengan nomor {number}" in capsys.readouterr().err
    assert await OutboxJob.all().count() == 1
    with pytest.raises(BadInputError, match="yang mana"):
        await typed(JOBS, platform, "drop")


async def test_schedules_pause_go_on_run_now_and_change(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await typed(SCHEDULES, platform, "pause", SCHEDULE) == 0
    assert (await ScheduleRow.get(name=SCHEDULE)).paused
    assert await typed(SCHEDULES, platform) == 0
    assert "berhenti" in capsys.readouterr().out
    assert await typed(SCHEDULES, platform, "resume", SCHEDULE) == 0
    assert await typed(SCHEDULES, platform, "change", SCHEDULE, "--cron", "0 7 * * 1") == 0
    assert await typed(SCHEDULES, platform, "run", SCHEDULE) == 0
    row = await ScheduleRow.get(name=SCHEDULE)
    assert (row.paused, row.cron) == (False, "0 7 * * 1")
    job = await OutboxJob.get()
    record = await CommandRecord.get(command="core.run_schedule")
    assert (job.task, job.caused_by) == (TASK, record.id)
    with pytest.raises(NotFoundError):
        await typed(SCHEDULES, platform, "pause", "core.tidak_ada")


async def test_nobody_else_may(platform: Platform) -> None:
    number = await dead_job()
    given = {"job_id": number}
    with pytest.raises(NotAuthenticatedError):
        await platform.runner.run("core.retry_job", given, ANONYMOUS)
    with pytest.raises(NotAllowedError):
        await platform.runner.run("core.retry_job", given, Actor(ActorKind.PERSON, "1"))
    assert (await OutboxJob.get()).status == "dead"


async def test_a_request_is_traced_to_its_commands_and_jobs(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    with bound(request_id="abcd1234abcd1234"):
        await typed(SCHEDULES, platform, "run", SCHEDULE)
    capsys.readouterr()
    assert await typed(TRACE, platform, "abcd1234abcd1234") == 0
    shown = capsys.readouterr().out
    assert "core.run_schedule" in shown and TASK in shown
    assert await typed(TRACE, platform, "tidak-ada") == 1
