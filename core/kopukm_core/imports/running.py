"""Carrying a run out: judged, stored, reported; by a job, or by the command line at once."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from kopukm_core.commands.batch import BeforeChunk
from kopukm_core.db import DatabaseBusyError, DatabaseFullError, DatabaseUnavailableError, after_commit
from kopukm_core.errors import BusyError, KopukmError
from kopukm_core.files import IMPORT_REPORT, StoredFile, local_copy, save_row, write_content
from kopukm_core.files.errors import FileStoreFullError, FileStoreUnavailableError
from kopukm_core.identity import Actor
from kopukm_core.imports.acting import actor_now, check_rights_kept
from kopukm_core.imports.declared import check_may_import, commands_of, import_named
from kopukm_core.imports.judging import in_own_thread, judge_file
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState
from kopukm_core.imports.progress import RunProgress, run_changed
from kopukm_core.imports.runs import counts_of, end_run
from kopukm_core.imports.storing import store_report
from kopukm_core.jobs import JobContext, task
from kopukm_core.metrics import IMPORTS_RUNNING
from kopukm_core.tabular import (
    ImportDeclaration,
    ImportReport,
    ReadingProcess,
    tabular_limits,
    write_marked_workbook,
)

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

PASSING: tuple[type[KopukmError], ...] = (
    BusyError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnavailableError,
    FileStoreFullError,
    FileStoreUnavailableError,
)
"""Faults that pass, or that an operator mends: the job is tried again. Every other error of ours is the answer."""

MOST_FAULTS = 5
"""Attempts after which an error that nobody foresaw ends the run."""
MOST_ATTEMPTS = 30
"""Attempts, those that were killed included, after which a run ends: perhaps it is the file that kills."""
_TIME_LIMIT = 12 * 3600.0

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def _given_up(platform: Platform, run_id: int) -> None:
    """No job will go on with the run: it says so, instead of running for ever."""
    run = await ImportRun.get_or_none(id=run_id)
    if run is not None and await end_run(
        run, ImportState.FAILED, _faulty("Impor ini berkali-kali terhenti.")
    ):
        await after_commit(lambda: platform.publish(run_changed(run)))


@task(
    "core.run_import",
    queue="imports",
    max_retries=MOST_ATTEMPTS + 5,
    time_limit=_TIME_LIMIT,
    given_up=_given_up,
)
async def run_import(job: JobContext, run_id: int) -> None:
    """Carry out an import that was asked for. After a kill it goes on where the stored rows end."""
    platform = cast("Platform", job.platform)
    run = await ImportRun.get_or_none(id=run_id)
    if run is None or run.state not in (ImportState.WAITING, ImportState.RUNNING):
        return
    if job.attempt > MOST_ATTEMPTS:
        await _fail(job, run, _faulty(f"Impor ini terhenti {MOST_ATTEMPTS} kali."))
        return
    try:
        # One at a time in a process: a large file takes a large part of its memory.
        async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            with IMPORTS_RUNNING.track_inprogress():
                await _run(job, platform, run)
    except PASSING:
        raise
    except KopukmError as error:
        if job.is_done or error.code == "LEASE_LOST":
            raise
        await _fail(job, run, error)
    except Exception:
        if job.is_done or job.attempt < MOST_FAULTS:
            raise
        job.logger.exception("import %s is given up", run.id)
        await _fail(job, run, _faulty("Impor ini gagal karena galat di dalam sistem."))


async def _run(job: JobContext, platform: Platform, run: ImportRun) -> None:
    actor = await actor_now(run.actor, run.account_id, run.token_id, roles=platform.roles)
    declaration = import_named(platform, run.import_name)
    check_may_import(platform, declaration, actor)
    file = None if run.file_id is None else await StoredFile.get_or_none(id=run.file_id)
    if file is None:
        raise KopukmError("Berkas impor ini sudah tidak ada.", remedy="Unggah lagi, lalu mulai impor baru.")
    run.state = ImportState.RUNNING
    await ImportRun.filter(id=run.id, state=ImportState.WAITING).update(state=ImportState.RUNNING)
    progress = RunProgress(platform, run)
    with tempfile.TemporaryDirectory(dir=platform.files.temporary_folder()) as folder:
        target = Path(folder) / report_name(run.file_name)
        async with progress.told(), local_copy(platform, file) as path:
            given = [
                one.permission for one in commands_of(platform, declaration) if one.permission is not None
            ]
            still_may = partial(_check_rights, platform, run, actor, given)
            report = await carry_out(platform, run, declaration, path, actor, progress, still_may)
            progress.begin(ImportStage.REPORTING)
            await write_report(platform, report, declaration, path, target)
        written = await write_content(platform, target)
    async with job.transaction():
        kept = await save_row(
            written,
            name=target.name,
            purpose=IMPORT_REPORT,
            actor=actor,
            region_code=run.region_code,
            kept=True,
        )
        await end_run(run, ImportState.DONE, report_id=kept.id, **counts_of(report))
        await after_commit(lambda: platform.publish(run_changed(run)))


async def carry_out(
    platform: Platform,
    run: ImportRun,
    declaration: ImportDeclaration,
    path: Path,
    actor: Actor,
    progress: RunProgress,
    still_may: BeforeChunk,
) -> ImportReport:
    """Judge the file and store its kept rows; the report says what became of each."""
    progress.begin(ImportStage.JUDGING)
    report = await judge_file(platform, declaration, path, run.as_of, name=run.file_name)
    if not run.dry_run:
        progress.begin(ImportStage.STORING, sum(1 for row in report.rows if row.outcome.is_kept))
        await store_report(
            platform, declaration, report, actor, key=run.key, progress=progress, before_chunk=still_may
        )
    return report


async def _check_rights(platform: Platform, run: ImportRun, actor: Actor, permissions: Sequence[str]) -> None:
    now = await actor_now(run.actor, run.account_id, run.token_id, roles=platform.roles)
    check_rights_kept(actor, now, permissions)


async def write_report(
    platform: Platform, report: ImportReport, declaration: ImportDeclaration, path: Path, target: Path
) -> None:
    """Write the workbook with its two columns; the file is read once more, by a process of its own."""
    reading = ReadingProcess(path, tabular_limits(platform.settings.variables))
    await in_own_thread(lambda: write_marked_workbook(report, declaration, reading, target), reading.stop)


def report_name(file_name: str) -> str:
    """What the report of a file is called."""
    return f"{Path(file_name).stem[:150]} - laporan.xlsx"


async def _fail(job: JobContext, run: ImportRun, error: KopukmError) -> None:
    platform = cast("Platform", job.platform)
    async with job.transaction():
        await end_run(run, ImportState.FAILED, error)
        await after_commit(lambda: platform.publish(run_changed(run)))


def _faulty(message: str) -> KopukmError:
    return KopukmError(
        message, remedy="Yang sudah tersimpan tetap tersimpan. Beri tahu pengelola sistem nomor impor ini."
    )
