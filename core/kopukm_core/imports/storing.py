"""The kept rows of a judged file, given as batch commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import BatchOutcome, RowAction, run_batch
from kopukm_core.commands.batch import BeforeChunk, Progress
from kopukm_core.commands.batch_outcome import kept_results
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.errors import ConflictError, NotAllowedError, NotFoundError, Problem
from kopukm_core.identity import Actor
from kopukm_core.platform import Platform
from kopukm_core.tabular import Action, ImportDeclaration, ImportReport, RowReport

DOOR = "spreadsheet"

ACTIONS = {
    RowAction.CREATED: Action.CREATED,
    RowAction.UPDATED: Action.UPDATED,
    RowAction.UNCHANGED: Action.UNCHANGED,
}


MOST_KEYS = 100
"""So many differing lists of rows one run gives one command."""


@dataclass(frozen=True, slots=True)
class Storing:
    """What an import's `store` gives its rows to: the batch commands of its plugin, as this actor.

    With a `key`, rows given under it before are not stored again. A file judged anew after an interruption may be
    judged otherwise, beside what is stored by now: its rows then go under a next key, where those that were stored
    change nothing, and are reported as what they did the first time. `before_chunk` is asked before each lot of
    rows: its error ends the storing.
    """

    platform: Platform
    actor: Actor
    as_of: date
    key: str | None = None
    progress: Progress | None = None
    before_chunk: BeforeChunk | None = None

    async def give(
        self, command: str, rows: Sequence[RowReport], inputs: Sequence[Mapping[str, Any]]
    ) -> list[str | None]:
        """Give one input (typed values by field) per row; what was done is noted in the rows.

        Answers the key of each row's record, None where the command refused it.
        """
        declaration = self.platform.commands[command]
        as_json = [
            {
                name: declaration.by_name[name].value_type.to_json(value)
                for name, value in one.items()
                if value is not None
            }
            for one in inputs
        ]
        if not declaration.has_batch:
            return [await self._give_one(command, row, one) for row, one in zip(rows, as_json, strict=True)]
        outcome = await self._give_batch(command, as_json)
        for row, result in zip(rows, outcome.results, strict=True):
            if result.action is RowAction.REFUSED:
                _refuse(row, result.problems)
            else:
                row.action = ACTIONS[result.action]
        return [result.id for result in outcome.results]

    async def _give_batch(self, command: str, inputs: Sequence[Mapping[str, Any]]) -> BatchOutcome:
        done_before: dict[str | None, RowAction] = {}
        for number in range(1, MOST_KEYS + 1):
            key = numbered_key(self.key, command, number)
            try:
                outcome = await run_batch(
                    self.platform,
                    command,
                    inputs,
                    self.actor,
                    key=key,
                    door=DOOR,
                    progress=self.progress,
                    as_of=self.as_of,
                    before_chunk=self.before_chunk,
                )
            except ConflictError:
                if number == MOST_KEYS or key is None:
                    raise
                done_before |= await self._done_under(command, key)
                continue
            for place, result in enumerate(outcome.results):
                if result.action is RowAction.UNCHANGED and result.id in done_before:
                    outcome.results[place] = replace(result, action=done_before[result.id])
            return outcome
        raise AssertionError("the last key raises")

    async def _done_under(self, command: str, key: str) -> dict[str | None, RowAction]:
        """What was done under a key that now has other rows; its record goes no further."""
        record = await CommandRecord.get(actor=self.actor.key, command=command, key=key)
        await CommandRecord.filter(id=record.id, state=RecordState.RUNNING).update(
            state=RecordState.DONE, ended_at=clock.now()
        )
        return {
            one.id: one.action
            for one in await kept_results(record.id, 0)
            if one.action in (RowAction.CREATED, RowAction.UPDATED)
        }

    async def _give_one(self, command: str, row: RowReport, given: Mapping[str, Any]) -> str | None:
        """A command without a batch form: one record per row, and a refusal does not stop the rest."""
        if self.before_chunk is not None:
            await self.before_chunk()
        key = f"{self.key}/{command}/{row.key.sheet}/{row.key.number}" if self.key else None
        try:
            outcome = await self.platform.runner.run(command, given, self.actor, key=key, door=DOOR)
        except (ConflictError, NotAllowedError, NotFoundError) as error:
            _refuse(row, [Problem("", error.code, str(error))])
            return None
        if not outcome.accepted:
            _refuse(row, outcome.problems)
            return None
        row.action = Action.UNCHANGED if outcome.replayed else Action.CREATED
        return outcome.reference.id if outcome.reference else None


def numbered_key(key: str | None, command: str, number: int) -> str | None:
    """The key of the command's nth list of rows."""
    if key is None:
        return None
    return f"{key}/{command}" if number == 1 else f"{key}/{command}/{number}"


def _refuse(row: RowReport, problems: Sequence[Problem]) -> None:
    row.refuse([(problem.field, problem.code, problem.message) for problem in problems])


async def store_report(
    platform: Platform,
    declaration: ImportDeclaration,
    report: ImportReport,
    actor: Actor,
    *,
    key: str | None = None,
    progress: Progress | None = None,
    before_chunk: BeforeChunk | None = None,
) -> None:
    """Store the kept rows of a judged file; each row then carries its action."""
    if declaration.store is not None:
        await declaration.store(report, Storing(platform, actor, report.as_of, key, progress, before_chunk))
