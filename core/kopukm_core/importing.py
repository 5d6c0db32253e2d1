"""A spreadsheet from file to stored records: judged whole, then given as batch commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kopukm_core.commands import BatchOutcome, RowAction, run_batch
from kopukm_core.commands.batch import Progress
from kopukm_core.identity import Actor
from kopukm_core.platform import Platform
from kopukm_core.regions.reading import region_names
from kopukm_core.tabular import Action, ImportDeclaration, ImportReport, RowReport, evaluate
from kopukm_core.values import ReadingContext

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
        outcome: BatchOutcome = await run_batch(
            self.platform,
            command,
            as_json,
            self.actor,
            key=f"{self.key}/{command}" if self.key else None,
            door="spreadsheet",
            progress=self.progress,
        )
        done = rows[outcome.skipped :]
        for row, result in zip(done, outcome.results, strict=True):
            if result.action is RowAction.REFUSED:
                row.refuse([(problem.field, problem.code, problem.message) for problem in result.problems])
            else:
                row.action = ACTIONS[result.action]
        return [None] * outcome.skipped + [result.id for result in outcome.results]


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
