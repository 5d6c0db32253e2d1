"""What a document selects, by graphql-core's own rules: fragments, type conditions, `@skip`, `@include`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from kopukm_graphql.compiling.refusing import NotPlannableError


class Selector:
    """The selections of one operation, for values of the variables that its directives ask about."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: VariableValues,
    ) -> None:
        self.schema = schema
        self.operation = operation
        self.variables = variables
        self._fragments = {
            name: FragmentDetails(definition) for name, definition in fragments_of(document).items()
        }

    def root(self, root: GraphQLObjectType) -> dict[str, list[FieldDetails]]:
        """The root fields by response key, in order."""
        found = collect_fields(self.schema, self._fragments, self.variables, root, self.operation)
        return _plain(found)

    def below(self, parent: GraphQLObjectType, details: list[FieldDetails]) -> dict[str, list[FieldDetails]]:
        """The fields selected below these, on a value of the type `parent`."""
        found = collect_subfields(
            self.schema, self._fragments, self.variables, self.operation, parent, details
        )
        return _plain(found)


def fragments_of(document: DocumentNode) -> Mapping[str, FragmentDefinitionNode]:
    """The fragments of a document by name."""
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def deciding_variables(document: DocumentNode, operation: OperationDefinitionNode) -> tuple[str, ...]:
    """The variables that `@skip` and `@include` ask about, in the operation and the fragments it spreads."""
    fragments = fragments_of(document)
    found: set[str] = set()
    for selection in _selections(operation.selection_set, fragments, set()):
        for directive in selection.directives or ():
            for argument in directive.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found.add(argument.value.name.value)
    return tuple(sorted(found))


def _selections(
    selection_set: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode], seen: set[str]
) -> Iterator[SelectionNode]:
    for selection in selection_set.selections if selection_set else ():
        yield selection
        match selection:
            case FieldNode() | InlineFragmentNode():
                yield from _selections(selection.selection_set, fragments, seen)
            case FragmentSpreadNode() if selection.name.value not in seen:
                seen.add(selection.name.value)
                yield from _selections(fragments[selection.name.value].selection_set, fragments, seen)


def _plain(collected: Any) -> dict[str, list[FieldDetails]]:
    if collected.new_defer_usages:
        raise NotPlannableError("@defer")
    return dict(collected.grouped_field_set)
