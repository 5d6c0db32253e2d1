"""A backup taken while others write is one moment of the books, and comes back the same elsewhere."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

import filled_office
from backup.conftest import Office
from filled_office import KEY_OF_REPEATED, REPEATED, officer
from kopukm_core.backup import Manifest, create_backup, restore_backup
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import Dialect, rows, transaction
from kopukm_core.files import IMPORT, StoredFile, local_copy, save_file
from kopukm_core.identity.models import Account
from kopukm_core.jobs.models import JobInstance, JobStatus, OutboxJob
from kopukm_core.platform import Platform
from kopukm_siopik.models import Cooperative
from office_books import broken_rules

pytestmark = pytest.mark.anyio
OTHER = {Dialect.SQLITE: Dialect.POSTGRES, Dialect.POSTGRES: Dialect.SQLITE}


def sums(manifest: Manifest) -> dict[str, tuple[int, str]]:
    return {one.name: (one.rows, one.sha256) for one in manifest.tables}


async def register(platform: Platform, number: int) -> int:
    """One more cooperative; the number of its command."""
    given = {**REPEATED, "name": f"KSU Nomor {number}", "nik": f"32019900{number:05}"}
    outcome = await platform.runner.run("siopik.register_cooperative", given, officer(1))
    assert outcome.accepted, outcome.problems
    return outcome.record_id


async def test_one_moment_of_a_working_office_restored_on_either_engine(
    office: Office, dialect_under_test: Dialect
) -> None:
    source = office(dialect_under_test, "asal")
    async with source.open():
        token = await filled_office.fill(source)
        content = b"nama;nik\nKSU Mekar;1\n" * 9000
        stored = await save_file(source, content, name="koperasi.csv", purpose=IMPORT, actor=officer(1))
        begun = asyncio.Event()

        async def write() -> None:
            for number in count():
                await register(source, number)
                if number == 2:
                    begun.set()

        writing = asyncio.create_task(write())
        await begun.wait()
        path, manifest = await create_backup(source)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        assert await broken_rules() == {}
        made_meanwhile = await CommandRecord.all().count()
        async with transaction():
            await source.enqueue("core.forget_ended_access", {})
        gone = max(row["id"] for row in await rows("SELECT id FROM outbox_job"))
        await OutboxJob.filter(id=gone).delete()
        assert await OutboxJob.filter(status=JobStatus.RUNNING).count() == 1
        # What ran is not running where it is restored: it waits again.
        unfinished = [JobStatus.WAITING, JobStatus.SENT, JobStatus.RUNNING]
        waiting = sorted([job.task async for job in OutboxJob.filter(status__in=unfinished)])
        last_path, last = await create_backup(source)
        expected = await filled_office.answers(source, token)
        personal = await filled_office.personal_values()
    rows_of = {table.name: table.rows for table in manifest.tables}
    assert rows_of["command_record"] <= made_meanwhile
    assert (rows_of["stored_file"], len(manifest.files), manifest.missing_files) == (1, 1, ())

    early = office(dialect_under_test, "awal")
    done = await restore_backup(early, path)
    assert (done.manifest, done.migrated, done.kept) == (manifest, (), None)
    async with early.open(prepare=False):
        assert await broken_rules() == {}
        assert await Cooperative.all().count() == rows_of["siopik_cooperative"]

    for engine in (dialect_under_test, OTHER[dialect_under_test]):
        same = office(engine, f"{engine}-akhir")
        await restore_backup(same, last_path)
        if engine is dialect_under_test:
            _, again = await create_backup(same)
            assert {one.name for one in last.tables if sums(again)[one.name] != sums(last)[one.name]} == {
                "file_store_mark",
                "job_instance",
                "outbox_job",
            }
        async with same.open(prepare=False):
            assert await filled_office.answers(same, token) == expected
            assert await filled_office.personal_values() == personal
            async with local_copy(same, await StoredFile.get(id=stored.id)) as copied:
                assert copied.read_bytes() == content
            left = sorted([job.task async for job in OutboxJob.filter(status=JobStatus.WAITING)])
            assert left == waiting and len(left) >= 2
            assert not await JobInstance.all().exists()
            await _goes_on(same, gone)


async def _goes_on(platform: Platform, gone: int) -> None:
    """New rows get numbers that no row ever had, and a repeat from before is known."""
    async with transaction():
        await platform.enqueue("core.forget_ended_access", {})
    assert max(row["id"] for row in await rows("SELECT id FROM outbox_job")) == gone + 1
    last = max(row["id"] for row in await rows("SELECT id FROM command_record"))
    assert await register(platform, 77_777) > last
    actor = officer((await Account.get()).id)
    again = await platform.runner.run("siopik.register_cooperative", REPEATED, actor, key=KEY_OF_REPEATED)
    assert again.replayed
