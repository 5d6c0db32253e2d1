"""Many rows under one command record: same checks, short chunks, a checkpoint after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kopukm_core import clock
from kopukm_core.commands.context import CommandContext
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.commands.parsing import parse_input
from kopukm_core.commands.runner import CommandRunner, Submission, allow, begin, instance
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.errors import ConfigurationError, ConflictError, Problem, ProblemsError
from kopukm_core.identity.actor import Actor

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

CHUNK_SIZE = 500
"""Rows stored in one transaction: long enough for bulk speed, short enough not to hold others up (SQLite)."""


class RowAction(StrEnum):
    """What a row of a batch did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowResult:
    """The answer to one row: its action, the key of the record it stands for, or its problems."""

    action: RowAction
    id: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class BatchOutcome:
    """The answers of the rows that this call stored. `skipped` rows at the front were stored by an earlier call."""

    record_id: int
    skipped: int = 0
    results: list[RowResult] = field(default_factory=list)

    def count(self, action: RowAction) -> int:
        return sum(1 for result in self.results if result.action is action)


Progress = Callable[[int, int], None]
"""Told (rows done, rows in all) after each chunk."""


async def run_batch(
    platform: Platform,
    name: str,
    inputs: Sequence[Mapping[str, Any]],
    actor: Actor,
    *,
    key: str | None = None,
    door: str = "",
    progress: Progress | None = None,
    chunk_size: int = CHUNK_SIZE,
) -> BatchOutcome:
    """Give one command with many rows of JSON input.

    A chunk is stored whole or not at all, together with its checkpoint. After a kill, the same rows under the same
    key go on from the checkpoint; two processes with the same key share the chunks, each stored once.
    """
    declaration = platform.commands[name]
    if not declaration.has_batch:
        raise ConfigurationError(f"Perintah {name} tidak menerima banyak baris sekaligus.")
    allow(declaration, actor)
    parsed = [_parse(declaration, one) for one in inputs]
    runner = CommandRunner(platform)
    submission = _submission(runner, declaration, actor, key, parsed, door)
    async with transaction():
        record_id = await begin(submission)
    outcome = await _opened(submission, record_id)
    done = outcome.skipped
    while done < len(parsed):
        done = await _store_chunk(platform, submission, outcome, parsed, done, chunk_size)
        if progress is not None:
            progress(done, len(parsed))
    await CommandRecord.filter(id=outcome.record_id, state=RecordState.RUNNING).update(
        state=RecordState.DONE, ended_at=clock.now()
    )
    return outcome


Parsed = tuple[dict[str, Any], tuple[Problem, ...]]


def _parse(declaration: CommandDeclaration, given: Mapping[str, Any]) -> Parsed:
    try:
        return parse_input(declaration, given), ()
    except ProblemsError as error:
        return {}, error.problems


def _submission(
    runner: CommandRunner,
    declaration: CommandDeclaration,
    actor: Actor,
    key: str | None,
    parsed: Sequence[Parsed],
    door: str,
) -> Submission:
    """One fingerprint over all rows: the chain of the single ones."""
    chain = ""
    for values, _ in parsed:
        one = runner.submission(declaration, actor, key or "-", values, door)
        chain = runner.chained(chain, one.fingerprint)
    whole = runner.submission(declaration, actor, key, {}, door)
    return Submission(declaration, actor, whole.key, {}, chain or whole.fingerprint, door)


async def _opened(submission: Submission, record_id: int | None) -> BatchOutcome:
    if record_id is not None:
        return BatchOutcome(record_id)
    record = await CommandRecord.get(
        actor=submission.actor.key, command=submission.declaration.name, key=submission.key
    )
    if record.input_hash != submission.fingerprint:
        raise ConflictError(
            f"Kunci {submission.key!r} sudah dipakai untuk baris-baris yang lain.",
            remedy="Pakai kunci baru untuk berkas yang baru.",
        )
    return BatchOutcome(record.id, skipped=record.checkpoint)


async def _store_chunk(
    platform: Platform,
    submission: Submission,
    outcome: BatchOutcome,
    parsed: Sequence[Parsed],
    done: int,
    chunk_size: int,
) -> int:
    """Store the rows from `done` on, unless another process has stored them meanwhile; the new checkpoint."""
    end = min(done + chunk_size, len(parsed))
    async with transaction():
        if not await _move_checkpoint(outcome.record_id, done, end):
            return await _checkpoint(outcome.record_id)
        context = CommandContext(
            submission.actor, platform, outcome.record_id, submission.declaration.name, submission.door
        )
        outcome.results.extend(await _run_chunk(submission.declaration, context, parsed[done:end]))
    return end


async def _run_chunk(
    declaration: CommandDeclaration, context: CommandContext, parsed: Sequence[Parsed]
) -> list[RowResult]:
    good = [values for values, problems in parsed if not problems]
    answers = iter(
        await declaration.command_class.run_batch(  # type: ignore[attr-defined]
            [instance(declaration, values) for values in good], context
        )
    )
    return [
        RowResult(RowAction.REFUSED, problems=problems) if problems else next(answers)
        for _, problems in parsed
    ]


async def _move_checkpoint(record_id: int, old: int, new: int) -> bool:
    parameters = Parameters(dialect())
    sql = (
        f"UPDATE command_record SET checkpoint = {parameters.add(new)} "
        f"WHERE id = {parameters.add(record_id)} AND checkpoint = {parameters.add(old)}"
    )
    return await execute(sql, parameters) == 1


async def _checkpoint(record_id: int) -> int:
    parameters = Parameters(dialect())
    sql = f"SELECT checkpoint FROM command_record WHERE id = {parameters.add(record_id)}"
    return int((await rows(sql, parameters))[0]["checkpoint"])
