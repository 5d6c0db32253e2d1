"""What a document selects at each object of an answer: response keys with the fields behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True)
class Selected:
    """A field as one place of the document selects it, on rows of `on` only."""

    on: GraphQLNamedType
    key: str
    node: FieldNode


class Selections:
    """The selections of one document, fragments opened; directives are left to the answer, which lacks the key."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def of_operation(self, operation: OperationDefinitionNode, root: GraphQLObjectType) -> list[Selected]:
        """The root fields."""
        return self._all(root, [operation.selection_set])

    def below(self, type_: GraphQLNamedType, selected: Iterable[Selected]) -> list[Selected]:
        """What is selected of the objects that these fields answer with."""
        sets = [each.node.selection_set for each in selected if each.node.selection_set is not None]
        return self._all(type_, sets)

    def possible(
        self, selected: Sequence[Selected], answered: Mapping[str, object], types: Iterable[GraphQLObjectType]
    ) -> list[GraphQLObjectType]:
        """The types that an object with these keys may be of."""
        return [
            each
            for each in types
            if set(answered) <= {one.key for one in selected if self.applies(one, each)}
        ]

    def applies(self, selected: Selected, type_: GraphQLObjectType) -> bool:
        """Whether the field is selected of rows of this type."""
        on = selected.on
        if isinstance(on, GraphQLInterfaceType):
            return self._schema.is_sub_type(on, type_)
        return on.name == type_.name

    def _all(self, type_: GraphQLNamedType, sets: Sequence[SelectionSetNode]) -> list[Selected]:
        found: list[Selected] = []
        for each in sets:
            self._collect(type_, each, found)
        return found

    def _collect(self, on: GraphQLNamedType, selections: SelectionSetNode, found: list[Selected]) -> None:
        for each in selections.selections:
            if isinstance(each, FieldNode):
                found.append(Selected(on, each.alias.value if each.alias else each.name.value, each))
            elif isinstance(each, FragmentSpreadNode):
                definition = self._fragments[each.name.value]
                self._collect(
                    self._narrowed(on, definition.type_condition.name.value), definition.selection_set, found
                )
            elif isinstance(each, InlineFragmentNode):
                condition = each.type_condition
                narrowed = self._narrowed(on, condition.name.value) if condition else on
                self._collect(narrowed, each.selection_set, found)

    def _narrowed(self, on: GraphQLNamedType, name: str) -> GraphQLNamedType:
        """The narrower of both conditions; of two interfaces the inner one."""
        condition = self._schema.get_type(name)
        assert condition is not None
        if isinstance(condition, GraphQLInterfaceType) and isinstance(on, GraphQLObjectType):
            return on
        if isinstance(on, GraphQLObjectType) and condition is not on:
            return _NEVER
        return condition


_NEVER = GraphQLObjectType("Never", {})
"""Of two conditions that exclude each other."""
