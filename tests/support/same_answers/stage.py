"""A composed schema over a filled database, with everybody who may ask: where documents are run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graphql import parse

from kopukm_core import clock
from kopukm_core.identity.actor import Actor
from kopukm_core.settings import Settings
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.limits import DEFAULT_LIMITS
from kopukm_graphql.server.documents import DocumentCache, PreparedDocument
from kopukm_graphql.server.execution import Executor, OperationCall, WrittenResult
from kopukm_graphql.source.watching import Notice
from same_answers.answering import Answer, of_result, of_written
from same_answers.document import Document

MOMENT = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)
"""What the clock says while documents run."""


@dataclass(slots=True)
class Stage:
    """`actors` by name; `platform` is None for a schema that no platform carries."""

    schema: ComposedSchema
    settings: Settings
    actors: Mapping[str, Actor]
    platform: Any = None
    trusting: bool = False
    """Documents are taken for valid, which saves most of the time; only for those known to be so."""
    cache: DocumentCache = field(init=False)
    _parsed: PreparedDocument | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.cache = DocumentCache(
            self.schema._schema, DEFAULT_LIMITS, documents=200, characters=2_000_000, suggestions=False
        )

    async def answer(self, executor: Executor, document: Document, actor: Actor) -> Answer:
        """What the actor is answered. Raises DocumentError for a document that the server refuses."""
        prepared = self.prepared(document.text)
        root = None if document.event is None else Notice(document.event)
        context = RequestContext(actor, self.settings, self.platform)
        operation = prepared.operation(document.operation)
        call = OperationCall(prepared, operation, document.variables, {}, context, root)
        with clock.using(clock.MovingClock(MOMENT)):
            try:
                result = await executor(call)
            except Exception as error:  # a fault of ours: the endpoint answers with status 500
                return Answer(None, (), failure=f"{type(error).__name__}: {error}")
        answer = of_written(result) if isinstance(result, WrittenResult) else of_result(result)
        return replace(answer, withheld=root is not None and root.withheld)

    def prepared(self, text: str) -> PreparedDocument:
        """As the server prepares it. Raises DocumentError."""
        if not self.trusting:
            return self.cache.prepared(text)
        if self._parsed is None or self._parsed.text != text:
            # One object for all actors, as the server keeps it: what is compiled for one serves the next.
            self._parsed = PreparedDocument.of(text, parse(text))
        return self._parsed
