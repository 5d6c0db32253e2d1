"""Removing what nobody refers to: uploads that were never used, contents without a row, copies left behind."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.files.contents import remove_content, store_mark
from kopukm_core.files.local_store import LocalStore
from kopukm_core.files.models import StoredFile
from kopukm_core.files.threads import in_file_thread
from kopukm_core.jobs import JobContext, Schedule, Task, task

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

UNUSED_FOR = timedelta(days=1)
"""How long an upload waits for something to refer to it, and a content for its row."""
SECOND_LOOK = timedelta(hours=1)
"""A content without a row is looked for again after this, before it is removed: a clock may have jumped."""
_AT_ONCE = 500


@task("core.remove_unused_files", max_retries=2)
async def remove_unused_files(job: JobContext) -> None:
    """Menghapus unggahan yang tidak dipakai sehari, dan mencari isi berkas yang tidak tercatat."""
    platform = cast("Platform", job.platform)
    removed = await remove_unused(platform)
    copies = await in_file_thread(_sweep_copies, platform, clock.now() - UNUSED_FOR)
    orphans = await orphaned_contents(platform)
    async with job.transaction():
        for first in range(0, len(orphans), _AT_ONCE):
            keys = orphans[first : first + _AT_ONCE]
            await job.enqueue(
                "core.remove_orphaned_contents", {"keys": keys}, run_at=clock.now() + SECOND_LOOK
            )
    job.logger.info(
        "removed %d unused files and %d copies; %d contents have no row", removed, copies, len(orphans)
    )


@task("core.remove_orphaned_contents", max_retries=2)
async def remove_orphaned_contents(job: JobContext, keys: list[str]) -> None:
    """Menghapus isi berkas yang tetap tidak tercatat."""
    platform = cast("Platform", job.platform)
    recorded = await _recorded(keys)
    for key in keys:
        if key not in recorded:
            await remove_content(platform, key)
    async with job.transaction():
        pass


async def remove_unused(platform: Platform) -> int:
    """Remove the uploads that nothing came to refer to in a day, rows before contents; how many.

    Two processes may do it at once: of each row only one removes it. A file that another table refers to, though
    nobody said so, is kept.
    """
    removed, before = 0, clock.now() - UNUSED_FOR
    found = (
        await StoredFile.filter(kept=False, created_at__lt=before).order_by("id").values("id", "storage_key")
    )
    for row in found:
        parameters = Parameters(dialect())
        try:
            async with transaction():
                gone = await execute(
                    f"DELETE FROM stored_file WHERE id = {parameters.add(row['id'])} AND kept = FALSE",
                    parameters,
                )
        except IntegrityError:
            await StoredFile.filter(id=row["id"]).update(kept=True)
            continue
        if gone:
            await remove_content(platform, row["storage_key"])
            removed += 1
    return removed


async def orphaned_contents(platform: Platform) -> list[str]:
    """The keys of contents of this database, older than a day, that no row names."""
    mark, before = await store_mark(), clock.now() - UNUSED_FOR
    listed = platform.files.store.listed(mark)
    orphans: list[str] = []
    while page := await in_file_thread(lambda: list(islice(listed, _AT_ONCE))):
        old = [key for key, written in page if written < before]
        recorded = await _recorded(old)
        orphans += [key for key in old if key not in recorded]
    return orphans


async def _recorded(keys: Sequence[str]) -> set[str]:
    if not keys:
        return set()
    parameters = Parameters(dialect())
    listed = ", ".join(parameters.add(key) for key in keys)
    found = await rows(f"SELECT storage_key FROM stored_file WHERE storage_key IN ({listed})", parameters)
    return {row["storage_key"] for row in found}


def _sweep_copies(platform: Platform, before: datetime) -> int:
    """Remove what killed processes left in the open or half written on this machine."""
    removed = 0
    if isinstance(platform.files.store, LocalStore):
        removed += platform.files.store.sweep_drafts(before)
    for path in platform.files.temporary_folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                _remove(path)
                removed += 1
    return removed


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


FILE_TASKS: tuple[Task, ...] = (remove_unused_files, remove_orphaned_contents)

FILE_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        "core.unused_files",
        "40 * * * *",
        "core.remove_unused_files",
        title="Menghapus unggahan yang tidak dipakai",
    ),
)
