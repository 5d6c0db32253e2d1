"""A stage with what its documents may be made of, and what is true of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from same_answers.document import Document
from same_answers.generating import Generator
from same_answers.judging import Judge
from same_answers.pools import Pools
from same_answers.stage import Stage
from visibility_oracle import Oracle


@dataclass(frozen=True, slots=True)
class FilledStage:
    """Where documents are run, with values for them and who may see what."""

    stage: Stage
    pools: Pools
    oracle: Oracle
    judge: Judge

    def trusting(self) -> Stage:
        """The stage for documents that are known to be valid."""
        return replace(self.stage, trusting=True)

    def documents(self, seed: int, count: int) -> Iterator[Document]:
        """So many documents by this chance."""
        generator = Generator(self.stage.schema._schema, self.pools, seed)
        return (generator.document() for _ in range(count))
