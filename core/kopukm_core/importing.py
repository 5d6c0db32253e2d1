"""A spreadsheet from file to stored records: judged whole, then given as batch commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kopukm_core.commands import RowAction, run_batch
from kopukm_core.commands.batch import Progress
from kopukm_core.commands.spreadsheet import command_import, has_spreadsheet
from kopukm_core.errors import NotAllowedError, NotFoundError, Problem
from kopukm_core.identity import Actor
from kopukm_core.platform import Platform
from kopukm_core.regions.reading import region_names
from kopukm_core.tabular import Action, ImportDeclaration, ImportReport, RowReport, evaluate
from kopukm_core.values import ReadingContext

DOOR = "spreadsheet"

ACTIONS = {
    RowAction.CREATED: Action.CREATED,
    RowAction.UPDATED: Action.UPDATED,
    RowAction.UNCHANGED: Action.UNCHANGED,
}


@dataclass(frozen=True, slots=True)
class Storing:
    """What an import's `store` gives its rows to: the batch commands of its plugin, as this actor."""

    platform: Platform
    actor: Actor
    as_of: date
    key: str | None = None
    progress: Progress | None = None

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
        outcome = await run_batch(
            self.platform,
            command,
            as_json,
            self.actor,
            key=f"{self.key}/{command}" if self.key else None,
            door=DOOR,
            progress=self.progress,
            as_of=self.as_of,
        )
        for row, result in zip(rows, outcome.results, strict=True):
            if result.action is RowAction.REFUSED:
                _refuse(row, result.problems)
            else:
                row.action = ACTIONS[result.action]
        return [result.id for result in outcome.results]

    async def _give_one(self, command: str, row: RowReport, given: Mapping[str, Any]) -> str | None:
        """A command without a batch form: one record per row, and a refusal does not stop the rest."""
        key = f"{self.key}/{command}/{row.key.sheet}/{row.key.number}" if self.key else None
        try:
            outcome = await self.platform.runner.run(command, given, self.actor, key=key, door=DOOR)
        except (NotAllowedError, NotFoundError) as error:
            _refuse(row, [Problem("", error.code, str(error))])
            return None
        if not outcome.accepted:
            _refuse(row, outcome.problems)
            return None
        row.action = Action.UNCHANGED if outcome.replayed else Action.CREATED
        return outcome.reference.id if outcome.reference else None


def _refuse(row: RowReport, problems: Sequence[Problem]) -> None:
    row.refuse([(problem.field, problem.code, problem.message) for problem in problems])


def import_named(platform: Platform, name: str) -> ImportDeclaration:
    """The import that a plugin declares by this name, or the one derived from the command of this name.

    Raises NotFoundError that lists what there is.
    """
    if name in platform.commands and has_spreadsheet(platform.commands[name]):
        return command_import(platform.commands[name])
    return platform.imports[name]


async def judge_file(
    platform: Platform, declaration: ImportDeclaration, path: Path, as_of: date
) -> ImportReport:
    """Judge a file as of a day; nothing is stored. Raises TabularError for a file that cannot be understood."""
    regions = await region_names(platform.settings.region_code)
    context = ReadingContext(today=as_of, regions=regions, time_zone=platform.settings.time_zone)
    if declaration.context is not None:
        context = await declaration.context(context)
    return evaluate(path, declaration, context)


async def store_report(
    platform: Platform,
    declaration: ImportDeclaration,
    report: ImportReport,
    actor: Actor,
    *,
    key: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Store the kept rows of a judged file; each row then carries its action."""
    if declaration.store is not None:
        await declaration.store(report, Storing(platform, actor, report.as_of, key, progress))
