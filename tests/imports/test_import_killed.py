"""A process killed while it stores an import: another goes on, and nothing is there twice. On both engines."""

from __future__ import annotations

import asyncio

import pytest

from imports.import_office import MELATI, Office, table
from imports.import_process import import_process
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.imports import ImportRun, ImportState
from kopukm_core.settings import Settings
from kopukm_siopik.models import Cooperative

pytestmark = pytest.mark.anyio

ROWS = 600


async def test_a_killed_import_is_finished_by_another_process(office: Office, settings: Settings) -> None:
    rows = [
        (f"320101{number:07}", f"KSU Nomor {number}", f"{number}/BH/2004", *MELATI[3:])
        for number in range(ROWS)
    ]
    await office.start(table(*rows))
    with import_process(settings) as process:
        while not await CommandRecord.filter(checkpoint__gt=0).exists():
            assert process.poll() is None
            await asyncio.sleep(0.01)
        process.kill()
    stored = (await CommandRecord.get(command="siopik.register_cooperative")).checkpoint
    assert 0 < stored <= ROWS
    await office.work()

    run = await ImportRun.get()
    assert (run.state, run.created, run.unchanged) == (ImportState.DONE, ROWS, 0)
    assert await Cooperative.all().count() == ROWS
    assert await AuditEntry.filter(subject_model="siopik.Cooperative", action="create").count() == ROWS
