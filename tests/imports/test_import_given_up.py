"""A job of an import that nobody tries any more leaves no run that hangs. On both engines."""

from __future__ import annotations

import pytest

from imports.import_office import KENANGA, MELATI, Office, table
from kopukm_core.commands.models import CommandRecord
from kopukm_core.identity.actor import operator
from kopukm_core.imports import ImportRun, ImportState
from kopukm_core.imports.undoing import STOPPED
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_siopik.models import Cooperative

pytestmark = pytest.mark.anyio
TOO_MANY = 99
"""Attempts, all killed."""


async def test_a_run_whose_job_is_given_up_has_failed_and_can_be_taken_back(office: Office) -> None:
    outcome = await office.start(table(MELATI, KENANGA))
    assert outcome.reference is not None
    await OutboxJob.all().update(attempts=TOO_MANY)
    await office.work()

    assert await OutboxJob.filter(status=JobStatus.DEAD).count() == 1
    run = await ImportRun.get(id=int(outcome.reference.id))
    assert (run.state, run.error_code) == (ImportState.FAILED, "INTERNAL")
    assert "nomor impor" in run.error and run.ended_at is not None
    assert (await office.undo(run)).accepted
    assert run.state is ImportState.UNDONE


async def test_undoing_whose_job_is_given_up_can_be_asked_again(office: Office) -> None:
    run = await office.imported(table(MELATI, KENANGA))
    await office.platform.runner.run("core.undo_import", {"run_id": run.id}, office.head)
    await OutboxJob.all().update(attempts=TOO_MANY)
    await office.work()
    await run.refresh_from_db()
    assert (run.state, run.error_code) == (ImportState.UNDOING, STOPPED)

    assert (await office.undo(run)).accepted
    assert run.state is ImportState.UNDONE
    assert not await Cooperative.exists()


async def test_dropping_the_job_ends_its_run(office: Office) -> None:
    """After a restore waiting jobs are dead, until an operator has them begin, or drops them."""
    outcome = await office.start(table(MELATI))
    assert outcome.reference is not None
    job = await OutboxJob.get()
    await OutboxJob.all().update(status=JobStatus.DEAD)
    await office.platform.runner.run("core.drop_job", {"job_id": job.id}, operator("siti"))

    run = await ImportRun.get(id=int(outcome.reference.id))
    assert run.state is ImportState.FAILED
    assert await CommandRecord.filter(command="siopik.register_cooperative").count() == 0
