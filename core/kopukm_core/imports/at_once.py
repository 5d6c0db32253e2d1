"""An import carried out at once by the process that was asked: the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kopukm_core.db import transaction
from kopukm_core.errors import KopukmError
from kopukm_core.identity import Actor
from kopukm_core.imports.declared import region_of
from kopukm_core.imports.judging import judge_file
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState
from kopukm_core.imports.progress import RunProgress
from kopukm_core.imports.runs import counts_of, end_run, new_run
from kopukm_core.imports.storing import store_report
from kopukm_core.tabular import ImportDeclaration, ImportReport

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What came of a file: `run` is None of a dry run, which leaves nothing behind."""

    report: ImportReport
    run: ImportRun | None


async def import_at_once(
    platform: Platform,
    declaration: ImportDeclaration,
    path: Path,
    as_of: date,
    actor: Actor,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ImportedFile:
    """Judge and store a file here and now, as a run that can be undone. Raises as `judge_file` does."""
    report = await judge_file(platform, declaration, path, as_of)
    if dry_run:
        return ImportedFile(report, None)
    async with transaction():
        run = await new_run(
            actor,
            declaration.name,
            file_name=path.name,
            as_of=as_of,
            dry_run=False,
            region_code=region_of(platform, declaration, actor),
            state=ImportState.RUNNING,
        )
    kept = RunProgress(platform, run)
    kept.begin(ImportStage.STORING, sum(1 for row in report.rows if row.outcome.is_kept))

    def told(done: int, total: int) -> None:
        kept(done, total)
        progress(done, total)

    try:
        async with kept.told():
            await store_report(platform, declaration, report, actor, key=run.key, progress=told)
    except (Exception, KeyboardInterrupt, asyncio.CancelledError) as error:
        failure = error if isinstance(error, KopukmError) else KopukmError("Impor ini terhenti.")
        await end_run(run, ImportState.FAILED, failure)
        raise
    await end_run(run, ImportState.DONE, **counts_of(report))
    return ImportedFile(report, run)
