"""Compiled operations of documents: their plans, statements, and answers beside those of field after field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from graphql import ExecutionResult, parse, validate

from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.settings import Settings
from kopukm_graphql.compiling import CompilingExecutor
from kopukm_graphql.compiling.operations import CompiledOperation, Plan
from kopukm_graphql.compiling.statements import Written
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import InterpretingExecutor, OperationCall, WrittenResult


def compiled_operation(schema: ComposedSchema, document: str) -> CompiledOperation:
    """The only operation of a valid document."""
    parsed = parse(document)
    assert validate(schema._schema, parsed) == []
    prepared = PreparedDocument.of(document, parsed)
    return CompiledOperation(schema, prepared, prepared.operations[0])


def plan_of(schema: ComposedSchema, document: str, **variables: Any) -> Plan:
    """Its plan for these variables. Raises RunOtherwiseError where there is none."""
    compiled = compiled_operation(schema, document)
    return compiled.planned(variables, compiled.coerced(variables))[1]


def written_of(
    schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any
) -> tuple[Written, list[Any]]:
    """The statement for these variables, with the values that it is run with."""
    _, written, given, _ = compiled_operation(schema, document).written(actor, variables)
    return written, written.parameters.bound(given)


class Counting:
    """The executor of field after field, counting what is left to it."""

    def __init__(self, schema: ComposedSchema) -> None:
        self.calls = 0
        self._executor = InterpretingExecutor(schema)

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult:
        self.calls += 1
        return await self._executor(call)


class BothWays:
    """A document answered compiled and field by field: the same bytes, the same errors."""

    def __init__(self, schema: ComposedSchema) -> None:
        self.schema = schema
        self.otherwise = Counting(schema)
        self.executor = CompilingExecutor(schema, self.otherwise)
        self._prepared: dict[str, PreparedDocument] = {}

    def call(self, document: str, variables: Mapping[str, Any], actor: Actor = ANONYMOUS) -> OperationCall:
        """A call of the document's first operation, which is parsed once."""
        if document not in self._prepared:
            parsed = parse(document)
            assert validate(self.schema._schema, parsed) == []
            self._prepared[document] = PreparedDocument.of(document, parsed)
        prepared = self._prepared[document]
        context = RequestContext(actor=actor, settings=Settings(home=Path()))
        return OperationCall(prepared, prepared.operations[0], variables, {}, context)

    async def answer(
        self, document: str, actor: Actor = ANONYMOUS, *, compiled: bool, **variables: Any
    ) -> tuple[Any, list[str]]:
        """Data and errors; `compiled` says whether the one statement gives them, and nobody else is asked."""
        before = self.otherwise.calls
        found = await self.executor(self.call(document, variables, actor))
        assert (self.otherwise.calls == before) is compiled
        told = _told(found)
        truth = _told(await self.otherwise._executor(self.call(document, variables, actor)))
        assert told == truth
        return orjson.loads(told[0]), told[1]


def _told(answer: ExecutionResult | WrittenResult) -> tuple[str, list[str]]:
    """Data with its order of keys, `1` and `1.0` being the same number; errors with path and place."""
    if isinstance(answer, WrittenResult):
        return _same_numbers(answer.data), []
    errors = [
        f"{'.'.join(map(str, each.path or ()))}: {each.message} {each.locations}"
        for each in answer.errors or ()
    ]
    return _same_numbers(orjson.dumps(answer.data)), sorted(errors)


def _same_numbers(data: bytes) -> str:
    return json.dumps(
        json.loads(data, parse_int=lambda text: float(text) if abs(int(text)) < 2**53 else int(text))
    )
