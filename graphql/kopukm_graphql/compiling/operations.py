"""A document's operation, planned once and written for each kind of run."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, GraphQLObjectType, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues
from tortoise.exceptions import BaseORMException

from kopukm_core.db import dialect
from kopukm_core.errors import KopukmError
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compiling.arguments import FieldArguments, shape
from kopukm_graphql.compiling.keeping import KeptStatements, Unplanned
from kopukm_graphql.compiling.plan import Fields
from kopukm_graphql.compiling.planning import Planner
from kopukm_graphql.compiling.refusing import NotPlannableError, RunOtherwiseError
from kopukm_graphql.compiling.selecting import Selector, deciding_variables
from kopukm_graphql.compiling.splitting import Order, reads_rows, rest_document, split
from kopukm_graphql.compiling.statements import Written, viewer_key, write
from kopukm_graphql.compiling.variables import Coerced, VariableReader
from kopukm_graphql.compose.schema import ComposedSchema
from kopukm_graphql.server.documents import PreparedDocument

_NUMBERS = itertools.count()

MOST_PLANS = 20
"""Plans kept of one operation: each choice of the variables in its directives has its own, and there may be many."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of an operation for given values of the variables that its directives ask about.

    `rest` is the operation of what is not planned, with the reasons why, and `order` that of both together.
    """

    fields: Fields
    arguments: tuple[FieldArguments, ...]
    order: Order = ()
    rest: PreparedDocument | None = None
    reasons: tuple[str, ...] = ()


class CompiledOperation:
    """One operation of one document. It does not hold the prepared document, which may go when its cache is full."""

    def __init__(
        self,
        schema: ComposedSchema,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        kept: KeptStatements | None = None,
    ) -> None:
        self._schema = schema
        self._graphql = schema._schema
        self._document = prepared.document
        self._text = prepared.text
        self._operation = operation
        self._variables = VariableReader(self._graphql, operation.variable_definitions or ())
        self._deciding = deciding_variables(prepared.document, operation)
        self._plans: OrderedDict[Hashable, Plan | Unplanned] = OrderedDict()
        self._kept = KeptStatements() if kept is None else kept
        self._number = next(_NUMBERS)

    @property
    def name(self) -> str:
        """The operation's name for the log."""
        return self._operation.name.value if self._operation.name else "(tanpa nama)"

    async def answer(self, actor: Actor, raw: Mapping[str, Any]) -> tuple[bytes, Plan]:
        """The data of the planned part as JSON, with the plan.

        Raises RunOtherwiseError where this run has no statement, or no answer of it.
        """
        plan, written, given, key = self.written(actor, raw)
        try:
            return await written.answer(given), plan
        except (RunOtherwiseError, KopukmError):
            raise
        except BaseORMException:
            # It may be too long or too deep for this engine: no second try.
            self._kept.keep(key, Unplanned("ditolak basis data"))
            raise

    def written(
        self, actor: Actor, raw: Mapping[str, Any]
    ) -> tuple[Plan, Written, list[Mapping[str, Any]], Hashable]:
        """The plan and statement for a run, the arguments that it is given, and what the statement is kept by.

        Raises RunOtherwiseError.
        """
        coerced = self.coerced(raw)
        deciding, plan = self.planned(raw, coerced)
        try:
            given = [each.values(coerced) for each in plan.arguments]
            shapes = tuple([shape(*each) for each in zip(plan.arguments, given, strict=True)])
            key = (self._number, deciding, viewer_key(actor), shapes)
            found = self._kept.get(key)
            if found is None:
                found = write(self._schema.catalog, plan.fields, actor, dialect(), plan.arguments, given)
                self._kept.keep(key, found)
        except (KopukmError, GraphQLError) as error:
            raise RunOtherwiseError(str(error)) from error
        if isinstance(found, Unplanned):
            raise RunOtherwiseError(found.reason)
        return plan, found, given, key

    def coerced(self, raw: Mapping[str, Any]) -> Coerced:
        """The values of the variables. Raises RunOtherwiseError where one does not fit."""
        return self._variables.coerced(raw)

    def planned(self, raw: Mapping[str, Any], coerced: Coerced) -> tuple[Hashable, Plan]:
        """The plan for the variables, and what it was chosen by. Raises RunOtherwiseError where there is none."""
        deciding = tuple([coerced.get(name) for name in self._deciding])
        plan = self._plans.get(deciding)
        if plan is None:
            plan = self._plans[deciding] = self._plan(self._variables.whole(raw))
            if len(self._plans) > MOST_PLANS:
                self._plans.popitem(last=False)
        if isinstance(plan, Unplanned):
            raise RunOtherwiseError(plan.reason)
        return deciding, plan

    def _plan(self, variables: VariableValues) -> Plan | Unplanned:
        if self._operation.operation is not OperationType.QUERY:
            return Unplanned("bukan query")
        root = self._graphql.query_type
        assert isinstance(root, GraphQLObjectType)  # noqa: S101 - every schema has a query type
        selector = Selector(self._graphql, self._document, self._operation, variables)
        planner = Planner(self._schema.catalog, selector)
        try:
            parts = split(planner, root, selector.root(root))
        except NotPlannableError as error:
            return Unplanned(str(error))
        if not reads_rows(parts.fields):
            return Unplanned("; ".join(parts.reasons) or "tidak membaca catatan")
        arguments = tuple(planner.arguments)
        if not parts.rest:
            return Plan(parts.fields, arguments)
        rest = rest_document(self._text, self._document, self._operation, parts.rest)
        return Plan(parts.fields, arguments, parts.order, rest, parts.reasons)
