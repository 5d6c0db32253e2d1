"""Proof that all ways to run an operation answer alike: generated documents for many actors, compared in process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kopukm_core.cli.writing import note
from kopukm_graphql.server.execution import Executor
from proofs.kills.books import Book
from proofs.product import open_product
from proofs.results import Result

CLAIM = "Whatever is asked, by whomever: every executor answers as the interpreting one does, value by value."
_MOST_FINDINGS = 20
_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """`executors` are places in code (`module:Name`) compared besides those that the tests name."""

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
        from same_answers import TRUTH, Comparison, Generator
        from same_answers.product import filled_stage

        filled = await filled_stage(product)
        schema = filled.stage.schema
        truth, tested = TRUTH(schema), _executors(asked, schema)
        comparison = Comparison(filled.stage, truth, tested, asked.seed)
        generator = Generator(schema._schema, filled.pools, asked.seed)
        book, tally, begun = Book("documents", "no answer differs"), comparison.tally, time.monotonic()
        while tally.documents < asked.count and len(book.faults) < _MOST_FINDINGS:
            batch = [generator.document() for _ in range(min(_TOLD_EVERY, asked.count - tally.documents))]
            async for finding in comparison.findings(batch):
                book.faults.append(finding.shown())
                note(finding.shown())
                _append(asked, finding.shown())
                if len(book.faults) >= _MOST_FINDINGS:
                    break
            note(f"{tally.documents} documents, {len(book.faults)} differ, {time.monotonic() - begun:.0f} s")
        book.examined = tally.answers
        return Result(
            name=f"documents-{asked.database}",
            claim=CLAIM,
            how=f"The composed product with a plugin from outside on {asked.database}, rows made for trouble, "
            f"{len(filled.stage.actors)} actors; documents by seeded chance, each for one actor.",
            holds=book.must_not_be_empty().balances,
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
            tables={"books": [book.as_json()]},
        )


def _executors(asked: Asked, schema: Any) -> Mapping[str, Executor]:
    from same_answers import EXECUTORS, named_executor

    made = {name: make(schema) for name, make in EXECUTORS.items()}
    if asked.executors:
        made = {}
    return made | {place: named_executor(place)(schema) for place in asked.executors}


def _append(asked: Asked, text: str) -> None:
    if asked.differences is not None:
        with asked.differences.open("a", encoding="utf-8") as file:
            file.write(f"--- {asked.database}, seed {asked.seed}\n{text}\n\n")
