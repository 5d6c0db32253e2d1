"""What a batch answers, row by row, and how a chunk of answers is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kopukm_core.commands.models import CommandChunk
from kopukm_core.errors import Problem


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


def refused_row(problems: Sequence[Problem]) -> RowResult:
    """The answer to a row of which nothing is stored."""
    return RowResult(RowAction.REFUSED, problems=tuple(problems))


@dataclass(slots=True)
class BatchOutcome:
    """The answers to all rows, in order. The first `replayed` of them were stored by an earlier or another call."""

    record_id: int
    results: list[RowResult] = field(default_factory=list)
    replayed: int = 0

    def count(self, action: RowAction) -> int:
        return sum(1 for result in self.results if result.action is action)


async def keep_chunk(record_id: int, first_row: int, results: Sequence[RowResult]) -> None:
    """Keep the answers in the transaction that stores their rows."""
    answers = [
        [one.action.value, one.id, [[each.field, each.code, each.message] for each in one.problems]]
        for one in results
    ]
    text = json.dumps(answers, ensure_ascii=False)
    await CommandChunk.create(record_id=record_id, first_row=first_row, answers=text)


async def kept_results(record_id: int, first_row: int) -> list[RowResult]:
    """The answers kept from this row on, however the rows were divided."""
    chunks = await CommandChunk.filter(record_id=record_id, first_row__gte=first_row).order_by("first_row")
    return [
        RowResult(RowAction(action), key, tuple(Problem(*one) for one in problems))
        for chunk in chunks
        for action, key, problems in json.loads(chunk.answers)
    ]
