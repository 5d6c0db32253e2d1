"""An upload is a command: who may, once per key, within limits; other commands refer to what was uploaded."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest

from files.conftest import person
from files.file_samples import CSV, workbook
from files.test_storing_files import blobs
from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import transaction
from kopukm_core.errors import BadInputError, ConflictError, NotAuthenticatedError, ThrottledError
from kopukm_core.files import IMPORT, StoredFile
from kopukm_core.files.contents import store_mark
from kopukm_core.files.reading import file_to_read
from kopukm_core.files.receiving import UPLOAD_FILE, upload_file
from kopukm_core.files.tidying import SECOND_LOOK, UNUSED_FOR, remove_unused
from kopukm_core.identity import ANONYMOUS
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform, build_platform

pytestmark = pytest.mark.anyio

SITI = person(1)
FAST = JobTiming(lease=1.0, beat=0.1, poll=0.05, grace=0.2)


async def given(platform: Platform, content: bytes = CSV, **more: Any) -> Any:
    """What uploading answers."""
    chosen = {"name": "data.csv", "purpose": IMPORT, "actor": SITI, **more}
    return await upload_file(platform, content, **chosen)


def limit(platform: Platform, **variables: str) -> None:
    """Let the platform have other limits."""
    platform.files = build_platform(replace(platform.settings, variables=variables), []).files


async def test_the_same_key_and_content_is_stored_once(platform: Platform) -> None:
    first = await given(platform, key="kunci-1")
    again = await given(platform, key="kunci-1")
    assert (first.reference, first.replayed, again.replayed) == (again.reference, False, True)
    assert await StoredFile.all().count() == 1
    assert len(blobs(platform)) == 1
    with pytest.raises(ConflictError):
        await given(platform, CSV + b"KSU Lain;1\n", key="kunci-1")
    assert len(blobs(platform)) == 1


async def test_two_at_once_under_one_key_are_one(platform: Platform) -> None:
    both = await asyncio.gather(given(platform, key="k"), given(platform, key="k"))
    assert both[0].reference == both[1].reference
    assert await StoredFile.all().count() == 1
    assert len(blobs(platform)) == 1


async def test_two_at_once_are_two(platform: Platform) -> None:
    both = await asyncio.gather(given(platform, CSV * 9_000), given(platform, workbook(500)))
    assert len({one.reference.id for one in both}) == 2
    assert {one.media_type.rpartition("/")[2][:3] for one in await StoredFile.all()} == {"csv", "vnd"}


async def test_who_may_not_upload_leaves_nothing(platform: Platform) -> None:
    with pytest.raises(NotAuthenticatedError):
        await given(platform, actor=ANONYMOUS)
    with pytest.raises(BadInputError, match=r"core\.import"):
        await given(platform, purpose="core.nonsense")
    with pytest.raises(BadInputError, match="tidak disertakan"):
        await platform.runner.run(UPLOAD_FILE, {"name": "a", "purpose": IMPORT, "sha256": "0" * 64}, SITI)
    assert blobs(platform) == []


async def test_a_refusal_names_the_limit_and_its_setting(platform: Platform) -> None:
    limit(platform, KOPUKM_FILE_BYTES="1000 core.import=30")
    outcome = await given(platform, CSV * 9)
    assert [(one.field, one.code) for one in outcome.problems] == [("file", "FILE_TOO_LARGE")]
    assert "30 bita (KOPUKM_FILE_BYTES)" in outcome.problems[0].message
    assert (await given(platform, b"nama;nik\n")).accepted


async def test_nobody_hoards_uploads(platform: Platform) -> None:
    limit(platform, KOPUKM_FILE_PENDING="2", KOPUKM_FILE_PENDING_BYTES="100")
    first = await given(platform, key="satu")
    with pytest.raises(ThrottledError, match="KOPUKM_FILE_PENDING_BYTES"):
        await given(platform, CSV * 4)
    await given(platform)
    with pytest.raises(ThrottledError, match=r"KOPUKM_FILE_PENDING\)"):
        await given(platform)
    assert (await given(platform, key="satu")).reference == first.reference
    assert (await given(platform, actor=person(2))).accepted
    assert len(blobs(platform)) == 3


async def test_an_unused_upload_goes_after_a_day_and_a_used_one_stays(platform: Platform) -> None:
    with clock.using(moving := clock.MovingClock(clock.now())):
        unused, used = (await given(platform)).reference.id, (await given(platform)).reference.id
        await StoredFile.filter(id=used).update(kept=True)
        moving.move(UNUSED_FOR - timedelta(seconds=1))
        assert await remove_unused(platform) == 0
        moving.move(timedelta(seconds=2))
        assert sum(await asyncio.gather(remove_unused(platform), remove_unused(platform))) == 1
    assert [one.id for one in await StoredFile.all()] == [int(used)]
    assert not await StoredFile.exists(id=unused)
    assert len(blobs(platform)) == 1


async def test_a_kill_between_content_and_row_leaves_nothing_for_long(platform: Platform) -> None:
    await given(platform)
    mark = await store_mark()
    killed = subprocess.run(  # noqa: ASYNC221 - nothing else is to run meanwhile
        [
            sys.executable,
            str(Path(__file__).with_name("killed_process.py")),
            str(platform.settings.home),
            mark,
        ],
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    found = blobs(platform)
    assert sorted(path.parent.name for path in found if path.parent.name == ".drafts") == [".drafts"]
    assert len(found) == 3  # one with its row, one without, one half written
    for path in found:
        os.utime(path, (0, 0))
    async with transaction():
        await platform.enqueue("core.remove_unused_files", {})
    async with running_jobs(platform, FAST):
        second_look = await outbox_job("core.remove_orphaned_contents")
        assert second_look.run_at is not None
        assert second_look.run_at > clock.now() + SECOND_LOOK - timedelta(minutes=5)
        assert len(blobs(platform)) == 2
        await OutboxJob.filter(id=second_look.id).update(run_at=None)
        await eventually(lambda: len(blobs(platform)) == 1)
    (left,) = blobs(platform)
    assert (
        left.relative_to(platform.settings.home / "files").as_posix() == (await StoredFile.get()).storage_key
    )


async def outbox_job(task: str) -> OutboxJob:
    """The job of that task, once it is stored."""
    with anyio.fail_after(10):
        while not (found := await OutboxJob.filter(task=task)):  # noqa: ASYNC110 - another loop stores it
            await anyio.sleep(0.02)
    return found[0]


async def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until something done elsewhere is done."""
    with anyio.fail_after(10):
        while not is_so():  # noqa: ASYNC110 - it happens elsewhere
            await anyio.sleep(0.02)


async def test_reading_a_personal_file_leaves_a_trace(platform: Platform) -> None:
    number = int((await given(platform)).reference.id)
    await file_to_read(platform, number, SITI, door="http")
    record = await CommandRecord.get(command="core.read_file")
    entry = await AuditEntry.get(record_id=record.id)
    assert (record.actor, entry.action, entry.subject_id) == (SITI.key, "read", str(number))
