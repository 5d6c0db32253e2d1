"""Runs one prepared operation; another way to run it (a compiled plan) takes the same place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Protocol, TypeGuard, cast

import orjson
import strawberry
from graphql import ExecutionResult, OperationDefinitionNode, execute
from strawberry.execution import optimized_is_awaitable

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.server.documents import PreparedDocument

_IS_AWAITABLE: Callable[[Any], TypeGuard[Awaitable[Any]]] = cast(Any, optimized_is_awaitable)


@dataclass(frozen=True, slots=True)
class OperationCall:
    """What an executor needs: the document and its operation, the raw variables, the request's context.

    `root` is the event that an operation of a subscription answers.
    """

    prepared: PreparedDocument
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    extensions: Mapping[str, Any]
    context: Any
    root: Any = None


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """An answer without errors whose data is JSON text already, in UTF-8."""

    data: bytes

    def execution_result(self) -> ExecutionResult:
        """The same as Python values."""
        return ExecutionResult(orjson.loads(self.data), None)


class Executor(Protocol):
    """Answers an operation. Errors of fields stand in the result; what it raises is an internal error."""

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult: ...


class InterpretingExecutor:
    """Runs the operation field by field with graphql-core, as Strawberry does.

    Raises ConfigurationError for a schema with extensions: parsing, validation, limits and masking belong to
    this server, and an extension would silently not run.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        if schema.extensions or schema.directives:
            names = ", ".join(
                str(getattr(each, "__name__", each)) for each in (*schema.extensions, *schema.directives)
            )
            raise ConfigurationError(
                f"Skema memakai ekstensi atau direktif Strawberry yang tidak dijalankan server ini: {names}.",
                remedy="Hapus dari skema, atau berikan executor sendiri kepada create_application.",
            )
        self._schema = schema._schema
        self._executor_class = schema.execution_context_class

    async def __call__(self, call: OperationCall) -> ExecutionResult:
        name = call.operation.name
        result = execute(
            self._schema,
            call.prepared.document,
            root_value=call.root,
            context_value=call.context,
            variable_values=dict(call.variables),
            operation_name=name.value if name else None,
            executor_class=self._executor_class,
            is_awaitable=_IS_AWAITABLE,
            operation_extensions=dict(call.extensions),
        )
        return await result if isawaitable(result) else result
