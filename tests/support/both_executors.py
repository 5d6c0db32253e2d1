"""The same operation for two executors, and their answers compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import strawberry
from graphql import ExecutionResult, GraphQLError, parse, validate

from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import OperationCall


def call_of(
    schema: strawberry.Schema, text: str, variables: Mapping[str, Any], root: Any = None, context: Any = None
) -> OperationCall:
    """A call of the only operation, or of the first, of a valid document."""
    document = parse(text)
    assert validate(schema._schema, document) == []
    prepared = PreparedDocument.of(text, document)
    return OperationCall(prepared, prepared.operations[0], variables, {}, context, root)


def shape(error: GraphQLError) -> tuple[Any, ...]:
    """What clients and the masking see of an error."""
    return (
        [str(each) for each in error.path or ()],
        error.message,
        [(place.line, place.column) for place in error.locations or ()],
        type(error.original_error).__name__,
        error.extensions,
    )


def assert_same(compiled: ExecutionResult, interpreted: ExecutionResult) -> None:
    """The same data in the same order, and the same set of errors."""
    assert orjson.dumps(compiled.data) == orjson.dumps(interpreted.data)
    assert sorted(map(shape, compiled.errors or ())) == sorted(map(shape, interpreted.errors or ()))
