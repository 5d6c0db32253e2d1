"""Runs queries by their compiled statements, and everything else by the executor beside it."""

from __future__ import annotations

import logging
from dataclasses import replace
from weakref import WeakKeyDictionary

import orjson
from graphql import ExecutionResult, OperationType
from tortoise.exceptions import BaseORMException

from kopukm_core.errors import KopukmError
from kopukm_graphql.compiling.keeping import KeptStatements
from kopukm_graphql.compiling.operations import CompiledOperation
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.splitting import Order, joined
from kopukm_graphql.compose.schema import ComposedSchema
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import Executor, OperationCall, WrittenResult

logger = logging.getLogger("kopukm.graphql")


class CompilingExecutor:
    """Answers a query with one SQL statement where its selection can become one.

    Whatever stands in the way, an argument that does not fit, a value that would be an error, a failure of the
    database, makes the operation run on the executor beside it, which answers or says what is wrong.
    """

    def __init__(self, schema: ComposedSchema, otherwise: Executor) -> None:
        self._schema = schema
        self._otherwise = otherwise
        self._kept = KeptStatements()
        self._operations: WeakKeyDictionary[PreparedDocument, dict[int, CompiledOperation]] = (
            WeakKeyDictionary()
        )

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult:
        if call.operation.operation is not OperationType.QUERY:
            return await self._otherwise(call)
        compiled = self.compiled(call)
        try:
            data, plan = await compiled.answer(call.context.actor, call.variables)
        except (RunOtherwiseError, KopukmError):
            return await self._otherwise(call)
        except BaseORMException as error:
            logger.warning(
                "Pernyataan operasi %s ditolak basis data (%s); dijalankan dengan cara biasa.",
                compiled.name,
                error,
            )
            return await self._otherwise(call)
        except Exception:
            logger.warning(
                "Operasi %s gagal dijalankan terkompilasi; dijalankan dengan cara biasa.",
                compiled.name,
                exc_info=True,
            )
            return await self._otherwise(call)
        if plan.rest is None:
            return WrittenResult(data)
        return await self._with_rest(call, plan.rest, plan.order, data)

    async def _with_rest(
        self, call: OperationCall, rest: PreparedDocument, order: Order, data: bytes
    ) -> ExecutionResult:
        """The answer of the statement with that of the part which is not planned."""
        other = await self._otherwise(replace(call, prepared=rest, operation=rest.operations[0]))
        result = other.execution_result() if isinstance(other, WrittenResult) else other
        return joined(order, orjson.loads(data), result)

    def compiled(self, call: OperationCall) -> CompiledOperation:
        """The operation with its plans and statements, for as long as its document is kept."""
        of_document = self._operations.get(call.prepared)
        if of_document is None:
            of_document = self._operations[call.prepared] = {}
        found = of_document.get(id(call.operation))
        if found is None:
            found = CompiledOperation(self._schema, call.prepared, call.operation, self._kept)
            of_document[id(call.operation)] = found
        return found
