"""Many rows under one command record: same checks, short chunks, a checkpoint after each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.commands.batch_outcome import (
    BatchOutcome,
    RowResult,
    keep_chunk,
    kept_results,
    refused_row,
)
from kopukm_core.commands.context import CommandContext
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.known_regions import unknown_regions
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.commands.parsing import read_input
from kopukm_core.commands.permission import allow, require_region
from kopukm_core.commands.runner import instance
from kopukm_core.commands.submission import Submission, begin, canonical, earlier_record, submission
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.errors import ConfigurationError, NotAllowedError, Problem
from kopukm_core.identity.actor import Actor
from kopukm_core.logs import bind
from kopukm_core.metrics import COMMANDS

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

CHUNK_SIZE = 500
"""Rows stored in one transaction: long enough for bulk speed, short enough not to hold others up (SQLite)."""

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all) after each chunk."""

BeforeChunk = Callable[[], Awaitable[None]]
"""Asked before each chunk; its error ends the batch there, with what is stored so far."""

Parsed = tuple[dict[str, Any], tuple[Problem, ...]]
"""A row's values, or its problems."""


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
    as_of: date | None = None,
    before_chunk: BeforeChunk | None = None,
) -> BatchOutcome:
    """Give one command with many rows of JSON input, judged as of a day (today, if none is named).

    A row that cannot be read, or is outside the actor's region, is refused by itself. A chunk is stored whole or not
    at all, together with its answers and its checkpoint. After a kill, the same rows under the same key go on from
    the checkpoint; two processes with the same key share the chunks, each stored once; both are told all answers.
    """
    declaration = platform.commands[name]
    if not declaration.has_batch:
        raise ConfigurationError(f"Perintah {name} tidak menerima banyak baris sekaligus.")
    allow(declaration, actor)
    read = []
    for one in inputs:
        read.append(read_input(declaration, one))
        if len(read) % CHUNK_SIZE == 0:
            await asyncio.sleep(0)
    unknown = await unknown_regions(declaration, [values for values, _ in read])
    parsed = [
        _judged(declaration, actor, values, (*problems, *more))
        for (values, problems), more in zip(read, unknown, strict=True)
    ]
    given = submission(
        platform.vault, declaration, actor, key, {}, door, text=_text(declaration, inputs, parsed)
    )
    async with transaction():
        record_id = await begin(given)
    outcome = BatchOutcome(record_id or (await earlier_record(given)).id)
    bind(command=name, command_id=outcome.record_id)
    while len(outcome.results) < len(parsed):
        if before_chunk is not None:
            await before_chunk()
        await _go_on(platform, given, outcome, parsed, chunk_size, as_of)
        if progress is not None:
            progress(len(outcome.results), len(parsed))
    await CommandRecord.filter(id=outcome.record_id, state=RecordState.RUNNING).update(
        state=RecordState.DONE, ended_at=clock.now()
    )
    COMMANDS.labels(name, "done").inc()
    return outcome


def _judged(
    declaration: CommandDeclaration, actor: Actor, values: dict[str, Any], problems: tuple[Problem, ...]
) -> Parsed:
    if problems:
        return {}, problems
    try:
        require_region(declaration, actor, values)
    except NotAllowedError as error:
        return {}, (Problem(declaration.region, error.code, error.message),)
    return values, ()


def _text(
    declaration: CommandDeclaration, inputs: Sequence[Mapping[str, Any]], parsed: Sequence[Parsed]
) -> str:
    """What all rows together are known by; a row that could not be read, by what was written."""
    digest = blake2b()
    for given, (values, problems) in zip(inputs, parsed, strict=True):
        text = f"! {sorted(given.items(), key=str)}" if problems else canonical(declaration, values)
        row = text.encode(errors="backslashreplace")
        digest.update(len(row).to_bytes(8) + row)
    return f"{len(parsed)} rows {digest.hexdigest()}"


async def _go_on(
    platform: Platform,
    given: Submission,
    outcome: BatchOutcome,
    parsed: Sequence[Parsed],
    chunk_size: int,
    as_of: date | None,
) -> None:
    """Store the next chunk, or take over the answers of those that an earlier or another call has stored."""
    done = len(outcome.results)
    chunk = parsed[done : done + chunk_size]
    context = CommandContext(
        given.actor,
        platform,
        outcome.record_id,
        given.declaration.name,
        given.door,
        person=given.actor.key,
        as_of=as_of,
    )
    try:
        results = await _store_chunk(given.declaration, context, chunk, done)
    except IntegrityError:
        # Somebody stored one of them meanwhile: the second time the command sees it.
        results = await _store_chunk(given.declaration, context, chunk, done)
    if results is None:
        results = await kept_results(outcome.record_id, done)
        outcome.replayed += len(results)
    # What was wrong with a row that could not be read is not kept (it may quote personal values): it is known anew.
    outcome.results.extend(
        refused_row(problems) if problems else result
        for result, (_, problems) in zip(results, parsed[done:], strict=False)
    )


async def _store_chunk(
    declaration: CommandDeclaration, context: CommandContext, parsed: Sequence[Parsed], first_row: int
) -> list[RowResult] | None:
    """Store the rows; None where they have been stored meanwhile."""
    record_id = context.record_id
    async with transaction():
        if not await _move_checkpoint(record_id, first_row, first_row + len(parsed)):
            if await _checkpoint(record_id) <= first_row:
                raise ConfigurationError(f"Catatan perintah {record_id} rusak: tanda kemajuannya mundur.")
            return None
        results = await _run_chunk(declaration, context, parsed)
        await keep_chunk(record_id, first_row, results)
    return results


async def _run_chunk(
    declaration: CommandDeclaration, context: CommandContext, parsed: Sequence[Parsed]
) -> list[RowResult]:
    commands = [instance(declaration, values) for values, problems in parsed if not problems]
    answered: Sequence[RowResult] = (
        await declaration.command_class.run_batch(commands, context)  # type: ignore[attr-defined]
        if commands
        else []
    )
    if len(answered) != len(commands):
        raise ConfigurationError(
            f"{declaration.name}.run_batch ({declaration.place}) menjawab {len(answered)} dari {len(commands)} baris.",
            remedy="Kembalikan satu RowResult untuk tiap baris, dalam urutan yang sama.",
        )
    answers: Iterator[RowResult] = iter(answered)
    return [refused_row(()) if problems else next(answers) for _, problems in parsed]


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
