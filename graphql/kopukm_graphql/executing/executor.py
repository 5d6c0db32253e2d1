"""The executor: what it takes, and what it leaves to another."""

from __future__ import annotations

import strawberry
from graphql import ExecutionResult, GraphQLError, OperationType

from kopukm_graphql.executing.internals import StrawberryGraphQLCoreExecutionContext, is_awaitable
from kopukm_graphql.executing.preparing import PreparedOperations
from kopukm_graphql.executing.running import Run
from kopukm_graphql.server.execution import Executor, InterpretingExecutor, OperationCall, WrittenResult


class CompiledExecutor:
    """Runs operations as graphql-core does, with the same resolvers, in a form prepared once per document.

    `otherwise` runs introspection, directives other than `@skip` and `@include`, and everything of a schema with
    an execution context of its own. Raises ConfigurationError for a schema with extensions.
    """

    def __init__(self, schema: strawberry.Schema, otherwise: Executor | None = None) -> None:
        self._otherwise = otherwise or InterpretingExecutor(schema)
        self._schema = schema._schema
        self._is_plain = schema.execution_context_class is StrawberryGraphQLCoreExecutionContext
        self._prepared = PreparedOperations()

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult:
        if call.prepared.introspects or not self._is_plain:
            return await self._otherwise(call)
        operation = self._prepared.of(call.prepared, call.operation)
        if operation.is_odd:
            return await self._otherwise(call)
        name = call.operation.name
        core = StrawberryGraphQLCoreExecutionContext.build(
            self._schema,
            call.prepared.document,
            call.root,
            call.context,
            dict(call.variables),
            name.value if name else None,
            is_awaitable=is_awaitable,
            operation_extensions=dict(call.extensions),
        )
        if isinstance(core, list):
            return ExecutionResult(None, core)
        try:
            steps = operation.steps(core)
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        except RecursionError:
            return await self._otherwise(call)
        return await Run(core).answer(steps, one_by_one=call.operation.operation is OperationType.MUTATION)
