"""Runs documents on the truth and on others, and keeps what differs or shows too much, in its smallest form."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field

from kopukm_core.identity.actor import Actor
from kopukm_graphql.server.documents import DocumentError
from kopukm_graphql.server.execution import Executor
from same_answers.answering import Answer, differences
from same_answers.document import Document
from same_answers.judging import Judge
from same_answers.shrinking import shrunk
from same_answers.stage import Stage


@dataclass(frozen=True, slots=True)
class Finding:
    """A document that is answered wrongly: for whom, by which executor, how, and its shortest form."""

    executor: str
    actor: str
    document: Document
    differences: list[str]
    shortest: Document

    def shown(self) -> str:
        """As a report prints it."""
        lines = [f"{self.executor}, as {self.actor}:", *(f"  {each}" for each in self.differences)]
        lines += ["shortest form:", self.shortest.shown(), "as generated:", self.document.shown()]
        return "\n".join(lines)


@dataclass(slots=True)
class Tally:
    """What was run: figures of one comparison."""

    documents: int = 0
    refused: int = 0
    """By the limits of documents."""
    answers: int = 0
    with_errors: int = 0
    internal: int = 0
    written: Counter[str] = field(default_factory=Counter)
    """Answers that an executor gave as JSON text, by its name."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """CPU seconds by executor, and of preparing documents."""


class Comparison:
    """Documents for actors by chance, on the truth and on the executors under test."""

    def __init__(
        self,
        stage: Stage,
        truth: Executor,
        executors: Mapping[str, Executor],
        seed: int,
        *,
        actors_each: int = 1,
        judge: Judge | None = None,
    ) -> None:
        self._stage = stage
        self._truth = truth
        self._executors = executors
        self._chance = random.Random(seed)
        self._actors_each = actors_each
        self._judge = judge
        self.tally = Tally()

    async def findings(
        self, documents: Iterable[Document], shrink_seconds: float = 15.0
    ) -> AsyncIterator[Finding]:
        """What is found wrong, document by document."""
        names = list(self._stage.actors)
        for document in documents:
            if not self._is_served(document):
                continue
            for name in self._chance.sample(names, min(self._actors_each, len(names))):
                async for finding in self._compared(document, name, shrink_seconds):
                    yield finding

    def _is_served(self, document: Document) -> bool:
        begun = time.process_time()
        try:
            self._stage.prepared(document.text)
        except DocumentError:
            self.tally.refused += 1
            return False
        finally:
            self.tally.seconds["preparing"] += time.process_time() - begun
        self.tally.documents += 1
        return True

    async def _compared(self, document: Document, name: str, shrink_seconds: float) -> AsyncIterator[Finding]:
        actor, tally = self._stage.actors[name], self.tally
        expected = await self._timed("truth", self._truth, document, actor)
        tally.answers += 1
        tally.with_errors += bool(expected.errors)
        tally.internal += expected.is_internal
        for executor_name, executor in self._executors.items():
            got = await self._timed(executor_name, executor, document, actor)
            tally.written[executor_name] += bool(got.written)
            found = self._wrong(document, expected, got, actor)
            if found:
                shortest = document
                if shrink_seconds > 0:
                    shortest = await self.shortest(document, executor, actor, shrink_seconds)
                yield Finding(executor_name, name, document, found, shortest)

    async def shortest(
        self, document: Document, executor: Executor, actor: Actor, seconds: float
    ) -> Document:
        """The document cut down as long as the executor still answers it wrongly."""

        async def differs(candidate: Document) -> bool:
            try:
                expected = await self._stage.answer(self._truth, candidate, actor)
                got = await self._stage.answer(executor, candidate, actor)
            except DocumentError:
                return False
            return bool(self._wrong(candidate, expected, got, actor))

        return await shrunk(document, differs, seconds)

    def _wrong(self, document: Document, expected: Answer, got: Answer, actor: Actor) -> list[str]:
        """Where the answer is not the truth, and what of it the actor must not see."""
        found = differences(expected, got)
        if self._judge is not None:
            found += self._judge.objections(document, got.data, actor)
        return found

    async def _timed(self, name: str, executor: Executor, document: Document, actor: Actor) -> Answer:
        begun = time.process_time()
        try:
            return await self._stage.answer(executor, document, actor)
        finally:
            self.tally.seconds[name] += time.process_time() - begun
