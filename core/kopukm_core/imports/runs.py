"""Runs as rows: begun, found, ended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kopukm_core import clock
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import KopukmError, NotFoundError
from kopukm_core.identity import Actor
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState
from kopukm_core.imports.storing import DOOR
from kopukm_core.tabular import Action, ImportReport, Outcome

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def new_run(
    actor: Actor,
    import_name: str,
    *,
    file_name: str,
    as_of: date,
    dry_run: bool,
    region_code: str,
    file_id: int | None = None,
    state: ImportState = ImportState.WAITING,
) -> ImportRun:
    """A run of this actor's, in the current transaction."""
    now = clock.now()
    return await ImportRun.create(
        import_name=import_name,
        file_id=file_id,
        file_name=file_name[:200],
        as_of=as_of,
        dry_run=dry_run,
        actor=actor.key,
        account_id=actor.account_id,
        token_id=actor.token_id,
        region_code=region_code,
        state=state,
        started_at=now,
        progressed_at=now,
    )


async def visible_run(platform: Platform, run_id: int, actor: Actor) -> ImportRun:
    """The run, if the actor may see it. Raises NotFoundError for none and for one that is not theirs alike."""
    run: ImportRun | None = None
    if 0 < run_id < 2**63:
        parameters = Parameters(dialect())
        seen = platform.visibility.condition(ImportRun, actor, "r", parameters)
        if await rows(
            f"SELECT r.id FROM import_run r WHERE r.id = {parameters.add(run_id)} AND {seen}", parameters
        ):
            run = await ImportRun.get_or_none(id=run_id)
    if run is None:
        raise NotFoundError(f"Impor nomor {run_id} tidak ada, atau bukan untuk Anda.")
    return run


async def record_ids_of(run: ImportRun) -> list[int]:
    """The command records by which the run has stored something."""
    found = await CommandRecord.filter(actor=run.actor, key__startswith=f"{run.key}/", door=DOOR).values_list(
        "id", flat=True
    )
    return sorted(int(str(one)) for one in found)


def counts_of(report: ImportReport) -> dict[str, Any]:
    """The counts of a report, by the columns of a run."""
    outcomes = report.outcomes()
    actions = [row.action for row in report.rows]
    return {
        "row_count": len(report.rows),
        "done": len(report.rows),
        "total": len(report.rows),
        "created": actions.count(Action.CREATED),
        "updated": actions.count(Action.UPDATED),
        "unchanged": actions.count(Action.UNCHANGED),
        "warned": outcomes[Outcome.WARNING],
        "refused": outcomes[Outcome.ERROR],
        "repeated": outcomes[Outcome.DUPLICATE],
    }


async def end_run(
    run: ImportRun, state: ImportState, error: KopukmError | None = None, **columns: Any
) -> bool:
    """End the run, unless it was ended before; in the current transaction."""
    now = clock.now()
    told = {} if error is None else {"error_code": error.code, "error": _sentence(error)}
    changed = await ImportRun.filter(id=run.id, state__in=(ImportState.WAITING, ImportState.RUNNING)).update(
        state=state, stage=ImportStage.ENDED, progressed_at=now, ended_at=now, **told, **columns
    )
    await run.refresh_from_db()
    return bool(changed)


def _sentence(error: KopukmError) -> str:
    return f"{error.message} {error.remedy}".strip()
