"""Proof that all ways to run an operation answer alike: generated documents for many actors, compared in process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kopukm_core.cli.writing import note
from kopukm_graphql.server.execution import Executor
from proofs.kills.books import Book
from proofs.product import open_product
from proofs.results import Result

if TYPE_CHECKING:
    from same_answers import Comparison
    from same_answers.product import ProductStage

CLAIM = (
    "Whatever is asked, by whomever: every executor answers as the interpreting one does, value by value, "
    "shows nobody what the oracle withholds, and takes no text for SQL."
)
_MOST_FINDINGS = 20
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """`executors` are places in code (`module:Name`) compared in place of those that the tests name."""

    database: str
    count: int
    seed: int
    executors: Sequence[str] = ()
    differences: Path | None = None
    """What differs is appended here."""


def prove_documents(asked: Asked) -> Result:
    """Compare so many documents."""
    for name in ("kopukm.graphql", "strawberry.execution"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return asyncio.run(_prove(asked))


async def _prove(asked: Asked) -> Result:
    async with open_product(asked.database) as product:
        from proofs.documents_tried import hostile_texts, wrongs_found
        from same_answers import TRUTH, Comparison
        from same_answers.product import filled_stage

        filled = await filled_stage(product)
        truth, tested = TRUTH(filled.stage.schema), _executors(asked, filled)
        wrongs = await wrongs_found(filled, truth, asked.seed)
        hostile = await hostile_texts(filled, truth, tested)
        comparison = Comparison(filled.stage, truth, tested, asked.seed, judge=filled.judge)
        compared = await _compared(asked, filled, comparison)
        books = [each.must_not_be_empty() for each in (compared, hostile, wrongs)]
        tally = comparison.tally
        return Result(
            name=f"documents-{asked.database}",
            claim=CLAIM,
            how=f"The composed product with a plugin from outside on {asked.database}, rows made for trouble, "
            f"{len(filled.stage.actors)} actors; documents by seeded chance, each for one actor; "
            f"compared: {', '.join(tested)}.",
            holds=all(each.balances for each in books),
            figures={
                "seed": str(asked.seed),
                "documents": tally.documents,
                "refused by the limits": tally.refused,
                "answers with errors": tally.with_errors,
                "internal errors": tally.internal,
                "written as JSON by": dict(tally.written),
                "CPU ms per document": {
                    name: round(1000 * seconds / max(1, tally.documents), 2)
                    for name, seconds in tally.seconds.items()
                },
            },
            tables={"books": [each.as_json() for each in books]},
        )


async def _compared(asked: Asked, filled: ProductStage, comparison: Comparison) -> Book:
    """Generated documents until so many were answered, or too much was found."""
    from same_answers import Generator

    book, tally, begun = (
        Book("documents", "no answer differs or shows too much"),
        comparison.tally,
        time.monotonic(),
    )
    generator = Generator(filled.stage.schema._schema, filled.pools, asked.seed)
    while tally.documents < asked.count and len(book.faults) < _MOST_FINDINGS:
        batch = [generator.document() for _ in range(min(_AT_ONCE, asked.count - tally.documents))]
        async for finding in comparison.findings(batch):
            book.faults.append(finding.shown())
            note(finding.shown())
            _append(asked, finding.shown())
            if len(book.faults) >= _MOST_FINDINGS:
                break
        note(f"{tally.documents} documents, {len(book.faults)} differ, {time.monotonic() - begun:.0f} s")
    book.must(tally.internal == 0, f"{tally.internal} answers are faults of ours")
    book.examined = tally.answers
    return book


def _executors(asked: Asked, filled: ProductStage) -> Mapping[str, Executor]:
    from same_answers import EXECUTORS, named_executor

    schema = filled.stage.schema
    if asked.executors:
        return {place: named_executor(place)(schema) for place in asked.executors}
    return {name: make(schema) for name, make in EXECUTORS.items()}


def _append(asked: Asked, text: str) -> None:
    if asked.differences is not None:
        with asked.differences.open("a", encoding="utf-8") as file:
            file.write(f"--- {asked.database}, seed {asked.seed}\n{text}\n\n")
