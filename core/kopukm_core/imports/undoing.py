"""Taking a run back: newest change first, in chunks, each with its audit; what others changed since stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from kopukm_core import clock
from kopukm_core.commands import UNDO_ACTION, CommandContext, RecordReference, UndoEntry, UndoResult, kept
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import Parameters, copy_rows, dialect, execute, transaction
from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.identity import Actor
from kopukm_core.imports.acting import actor_now
from kopukm_core.imports.changed_since import READINGS, LaterChange, last_change, later_changes, subjects_of
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState, KeptRow
from kopukm_core.imports.progress import run_changed
from kopukm_core.imports.running import MOST_ATTEMPTS, MOST_FAULTS, PASSING
from kopukm_core.imports.runs import record_ids_of
from kopukm_core.imports.storing import DOOR
from kopukm_core.jobs import JobContext, task

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

STOPPED = "INTERNAL"

CHUNK_SIZE = 300
"""Audit entries taken back in one transaction."""


async def _given_up(platform: Platform, run_id: int) -> None:
    """It says that it stopped, so that somebody may ask again: whoever does lets it go on."""
    await ImportRun.filter(id=run_id, state=ImportState.UNDOING).update(
        error_code=STOPPED, error="Pembatalan terhenti karena galat di dalam sistem. Batalkan lagi nanti."
    )


@task(
    "core.undo_import_run",
    queue="imports",
    max_retries=MOST_ATTEMPTS,
    time_limit=6 * 3600.0,
    given_up=_given_up,
)
async def undo_import_run(job: JobContext, run_id: int) -> None:
    """Take back an import, from where an interrupted attempt stopped."""
    try:
        await undo_run(cast("Platform", job.platform), run_id)
    except PASSING:
        raise
    except Exception:
        if job.attempt < MOST_FAULTS:
            raise
        job.logger.exception("undoing import %s is given up", run_id)
        await _given_up(cast("Platform", job.platform), run_id)


async def undo_run(platform: Platform, run_id: int, *, chunk_size: int = CHUNK_SIZE) -> None:
    """Take back all that the run has stored and is still as it left it. Two at once share the chunks.

    Each chunk with the rights that who asked for it has by then: without them it is kept, and said to be.
    """
    run = await ImportRun.get_or_none(id=run_id)
    if run is None or run.state is not ImportState.UNDOING or run.undo_record_id is None:
        return
    own = await record_ids_of(run)
    while await _next_chunk(platform, run, own, *await _actor(platform, run), chunk_size):
        await platform.publish(run_changed(run))
    await ImportRun.filter(id=run.id, state=ImportState.UNDOING).update(
        state=ImportState.UNDONE, stage=ImportStage.ENDED, undone_at=clock.now(), progressed_at=clock.now()
    )
    await run.refresh_from_db()
    await platform.publish(run_changed(run))


async def _actor(platform: Platform, run: ImportRun) -> tuple[Actor | None, str]:
    account = int(run.undo_actor.partition(":")[2]) if run.undo_actor.startswith("person:") else None
    try:
        return await actor_now(run.undo_actor, account, run.undo_token_id, roles=platform.roles), ""
    except KopukmError as error:
        return None, error.message


async def _next_chunk(
    platform: Platform,
    run: ImportRun,
    own: Sequence[int],
    actor: Actor | None,
    refusal: str,
    size: int,
) -> bool:
    """Take back the newest entries that are left; False where none is."""
    await run.refresh_from_db()
    if not own or run.state is not ImportState.UNDOING:
        return False
    found = (
        await AuditEntry.filter(record_id__in=list(own), id__lt=run.undo_before)
        .exclude(action__in=READINGS)
        .order_by("-id")
        .limit(size)
    )
    entries = [one for one in found if one.record_id == found[0].record_id]  # type: ignore[attr-defined]
    if not entries:
        return False
    async with transaction():
        if not await _move(run, entries[-1].id):
            return True
        given = [_undo_entry(one) for one in entries]
        record = await CommandRecord.get(id=given[0].record_id)
        await _take_back(platform, run, record, given, entries[-1].id, own, actor, refusal)
    return True


async def _move(run: ImportRun, to: int) -> bool:
    """Claim the entries from `to` on; False where another has claimed them."""
    parameters = Parameters(dialect())
    sql = (
        f"UPDATE import_run SET undo_before = {parameters.add(to)} WHERE id = {parameters.add(run.id)} "
        f"AND undo_before = {parameters.add(run.undo_before)} AND state = 'undoing'"
    )
    return await execute(sql, parameters) == 1


def _undo_entry(one: AuditEntry) -> UndoEntry:
    changes: dict[str, Any] | None = None if one.changes is None else json.loads(one.changes)
    subject = RecordReference(one.subject_model, one.subject_id)
    record_id = int(one.record_id)  # type: ignore[attr-defined]
    return UndoEntry(one.action, subject, record_id, one.recorded_at, changes)


async def _take_back(
    platform: Platform,
    run: ImportRun,
    record: CommandRecord,
    entries: Sequence[UndoEntry],
    first_id: int,
    own: Sequence[int],
    actor: Actor | None,
    refusal: str,
) -> None:
    later = await later_changes(subjects_of(entries), first_id, own)
    free = [one for one in entries if one.subject not in later]
    results = dict(zip(free, await _results(platform, run, record, free, actor, refusal), strict=True))
    names = await _names(platform, record, [one for one in entries if one.subject in later])
    rows: list[KeptRow] = []
    taken: list[UndoEntry] = []
    for one in entries:
        if one.subject in later:
            reason = "Sudah diubah lagi sesudah impor ini."
            rows.append(_kept_row(run, one, names.get(one.subject, ""), reason, later[one.subject]))
        elif results[one].undone:
            taken.append(one)
        else:
            by = results[one].blocked_by
            change = None if by is None else await last_change(by)
            rows.append(_kept_row(run, one, results[one].name, results[one].reason, change))
    await KeptRow.bulk_create(rows)
    await _audit(run, taken)
    parameters = Parameters(dialect())
    await execute(
        f"UPDATE import_run SET undone_rows = undone_rows + {parameters.add(len(taken))}, "
        f"kept_rows = kept_rows + {parameters.add(len(rows))}, done = done + {parameters.add(len(entries))}, "
        f"progressed_at = {parameters.add(clock.now())} WHERE id = {parameters.add(run.id)}",
        parameters,
    )


async def _results(
    platform: Platform,
    run: ImportRun,
    record: CommandRecord,
    entries: Sequence[UndoEntry],
    actor: Actor | None,
    refusal: str,
) -> Sequence[UndoResult]:
    command_class: Any = platform.commands[record.command].command_class
    if actor is None:
        return [kept(refusal) for _ in entries]
    if not hasattr(command_class, "undo_many"):
        return [kept(f"Perintah {record.command} tidak dapat dibatalkan.") for _ in entries]
    if not entries:
        return []
    context = CommandContext(
        actor, platform, int(run.undo_record_id or 0), "core.undo_import", DOOR, person=actor.key
    )
    answered: Sequence[UndoResult] = await command_class.undo_many(context, entries)
    if len(answered) != len(entries):
        raise ConfigurationError(
            f"{record.command}.undo_many menjawab {len(answered)} dari {len(entries)} catatan.",
            remedy="Kembalikan satu UndoResult untuk tiap catatan, dalam urutan yang sama.",
        )
    return answered


async def _names(
    platform: Platform, record: CommandRecord, entries: Sequence[UndoEntry]
) -> dict[RecordReference, str]:
    command_class: Any = platform.commands[record.command].command_class
    if not entries or not hasattr(command_class, "undo_names"):
        return {}
    return dict(zip(subjects_of(entries), await command_class.undo_names(entries), strict=True))


def _kept_row(
    run: ImportRun, entry: UndoEntry, name: str, reason: str, change: LaterChange | None
) -> KeptRow:
    return KeptRow(
        run_id=run.id,
        subject_model=entry.subject.model,
        subject_id=entry.subject.id,
        name=name[:200],
        reason=reason[:500],
        command="" if change is None else change.command,
        changed_at=None if change is None else change.changed_at,
    )


async def _audit(run: ImportRun, taken: Sequence[UndoEntry]) -> None:
    moment = clock.now()
    await copy_rows(
        AuditEntry,
        ("record_id", "action", "subject_model", "subject_id", "recorded_at"),
        [(run.undo_record_id, UNDO_ACTION, one.subject.model, one.subject.id, moment) for one in taken],
    )
