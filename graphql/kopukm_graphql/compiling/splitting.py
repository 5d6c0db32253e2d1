"""Operations of which a part is planned: the other part as an operation of its own, and one answer made of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution.collect_fields import FieldDetails

from kopukm_graphql.compiling.plan import Fields, Namespace, TypeName
from kopukm_graphql.compiling.planning import Planner
from kopukm_graphql.compiling.refusing import NotPlannableError
from kopukm_graphql.server.documents import PreparedDocument

Order: TypeAlias = "tuple[tuple[str, Order | None], ...]"
"""Response keys in the order of the answer; of a namespace also those in it."""


@dataclass(frozen=True, slots=True)
class Split:
    """The fields that are planned, the field nodes that are not, why, and the order of both."""

    fields: Fields
    rest: tuple[FieldNode, ...]
    reasons: tuple[str, ...]
    order: Order


def split(planner: Planner, root: GraphQLObjectType, selected: dict[str, list[FieldDetails]]) -> Split:
    """Plan each field of the query type, and each field of a namespace, for itself."""
    parts = _Parts()
    for key, details in selected.items():
        known = len(planner.arguments)
        try:
            parts.plan(key, planner.root_field(root, details))
        except NotPlannableError as error:
            del planner.arguments[known:]
            inner = planner.namespace_fields(root, details)
            if inner is None:
                parts.leave([each.node for each in details], str(error))
                parts.order.append((key, None))
                continue
            below = split(planner, inner[0], inner[1])
            if below.fields:
                parts.fields.append((key, Namespace(below.fields)))
            parts.leave([_with(details[0].node, below.rest)], *below.reasons)
            parts.order.append((key, below.order))
    return Split(tuple(parts.fields), tuple(parts.rest), tuple(parts.reasons), tuple(parts.order))


@dataclass(slots=True)
class _Parts:
    fields: list[tuple[str, Any]] = field(default_factory=list)
    rest: list[FieldNode] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    order: list[tuple[str, Any]] = field(default_factory=list)

    def plan(self, key: str, plan: Any) -> None:
        self.fields.append((key, plan))
        self.order.append((key, None))

    def leave(self, nodes: Sequence[FieldNode], *reasons: str) -> None:
        self.rest.extend(nodes)
        self.reasons.extend(reasons)


def reads_rows(fields: Fields) -> bool:
    """Whether any of the planned fields reads a table."""
    return any(
        reads_rows(plan.fields) if isinstance(plan, Namespace) else not isinstance(plan, TypeName)
        for _, plan in fields
    )


def rest_document(
    text: str, document: DocumentNode, operation: OperationDefinitionNode, rest: Sequence[FieldNode]
) -> PreparedDocument:
    """The document whose one operation selects only what is not planned."""
    made = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(rest), loc=operation.selection_set.loc),
        loc=operation.loc,
    )
    fragments = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
    return PreparedDocument.of(text, DocumentNode(definitions=(made, *fragments), loc=document.loc))


def joined(order: Order, planned: dict[str, Any], rest: ExecutionResult) -> ExecutionResult:
    """The answer of both parts, its keys in the order that was asked for."""
    if rest.data is None:
        return rest
    return ExecutionResult(_joined(order, planned, rest.data), rest.errors)


def _joined(order: Order, planned: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for key, inner in order:
        if inner is not None and rest[key] is not None:
            answer[key] = _joined(inner, planned.get(key, {}), rest[key])
        else:
            answer[key] = planned[key] if key in planned else rest[key]
    return answer


def _with(node: FieldNode, selections: Sequence[FieldNode]) -> FieldNode:
    return FieldNode(
        alias=node.alias,
        name=node.name,
        arguments=node.arguments,
        directives=node.directives,
        selection_set=SelectionSetNode(selections=tuple(selections)),
        loc=node.loc,
    )
