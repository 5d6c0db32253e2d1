"""Measures a document in time linear in its size: each fragment once, however often it is spread."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
)

from kopukm_graphql.limits.limits import Limits
from kopukm_graphql.limits.measures import CEILING, NOTHING, Measures
from kopukm_graphql.limits.page_size import is_list, page_size


class DocumentMeasurer:
    """Measures the operations of one document against one schema.

    Works on invalid documents (unknown fields, cyclic fragments) too: it counts what can be counted, and the
    rules of the specification refuse them. `steps` counts the selections looked at.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> None:
        self.steps = 0
        self._schema = schema
        self._limits = limits
        self._definitions = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._fragments: dict[str, Measures] = {}
        self._root_counts: dict[str, int] = {}
        for name in self._innermost_first():
            definition = self._definitions[name]
            condition = schema.get_type(definition.type_condition.name.value)
            self._fragments[name] = self._selection_set(definition.selection_set, condition)
            self._root_counts[name] = self._count(definition.selection_set)

    def operation(self, operation: OperationDefinitionNode) -> Measures:
        """The measures of one operation, its own directives included."""
        root = self._schema.get_root_type(operation.operation)
        directives = len(operation.directives or ()) + sum(
            len(variable.directives or ()) for variable in operation.variable_definitions or ()
        )
        return self._selection_set(operation.selection_set, root).beside(Measures(directives=directives))

    def root_fields(self, operation: OperationDefinitionNode) -> int:
        """Fields at the root of the operation, fragments written out."""
        return self._count(operation.selection_set)

    def _count(self, selections: SelectionSetNode) -> int:
        total = 0
        for selection in selections.selections:
            if isinstance(selection, FragmentSpreadNode):
                total += self._root_counts.get(selection.name.value, 0)
            elif isinstance(selection, InlineFragmentNode):
                total += self._count(selection.selection_set)
            else:
                total += 1
        return min(CEILING, total)

    def _innermost_first(self) -> Iterator[str]:
        """The fragments, each after those it spreads; a spread that closes a cycle is left out.

        Without recursion, since a document may chain hundreds of fragments.
        """
        begun: set[str] = set()
        for outermost in self._definitions:
            if outermost in begun:
                continue
            begun.add(outermost)
            waiting = [(outermost, iter(self._spreads(outermost)))]
            while waiting:
                name, spreads = waiting[-1]
                following = next((spread for spread in spreads if spread not in begun), None)
                if following is None:
                    waiting.pop()
                    yield name
                else:
                    begun.add(following)
                    waiting.append((following, iter(self._spreads(following))))

    def _spreads(self, fragment: str) -> list[str]:
        found: list[str] = []
        waiting = [self._definitions[fragment].selection_set]
        while waiting:
            for selection in waiting.pop().selections:
                if isinstance(selection, FragmentSpreadNode):
                    if selection.name.value in self._definitions:
                        found.append(selection.name.value)
                elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                    waiting.append(selection.selection_set)
        return found

    def _selection_set(self, selections: SelectionSetNode, parent: GraphQLNamedType | None) -> Measures:
        total = NOTHING
        for selection in selections.selections:
            self.steps += 1
            total = total.beside(self._selection(selection, parent))
        return total

    def _selection(self, selection: SelectionNode, parent: GraphQLNamedType | None) -> Measures:
        own = Measures(directives=len(selection.directives or ()))
        if isinstance(selection, FieldNode):
            return own.beside(self._field(selection, parent))
        if isinstance(selection, FragmentSpreadNode):
            return own.beside(self._fragments.get(selection.name.value, NOTHING))
        if isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            narrowed = self._schema.get_type(condition.name.value) if condition else parent
            return own.beside(self._selection_set(selection.selection_set, narrowed))
        return own

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Measures:
        definition = _definition(self._schema, parent, node.name.value)
        inner = NOTHING
        if node.selection_set is not None:
            answers = get_named_type(definition.type) if definition else None
            inner = self._selection_set(node.selection_set, answers)
        if node.name.value in ("__schema", "__type") or (parent and parent.name.startswith("__")):
            return _introspection(node, definition, inner)
        cost, cost_per_row = self._cost(node, definition, inner)
        return Measures(
            depth=inner.depth + 1,
            introspection_lists=inner.introspection_lists,
            fields=inner.fields + 1,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            cost=cost,
            cost_per_row=cost_per_row,
        )

    def _cost(self, node: FieldNode, definition: GraphQLField | None, inner: Measures) -> tuple[int, int]:
        """One for the field, and its rows times what each row costs.

        The page size of a connection belongs to the plain lists right below it (`edges`, `nodes`), not to
        `totalCount` or `pageInfo` beside them.
        """
        assumed = self._limits.assumed_list
        size = page_size(node, definition, self._limits) if definition else None
        if definition is None or not is_list(definition.type):
            return 1 + inner.cost_with(assumed if size is None else size), 0
        row = inner.cost_with(assumed)
        if size is None:
            return 1, row
        return min(CEILING, 1 + size * row), 0


def _introspection(node: FieldNode, definition: GraphQLField | None, inner: Measures) -> Measures:
    """Introspection is free of list costs, or no tool could read the schema; its lists are bounded."""
    is_nested_list = definition is not None and is_list(definition.type) and node.selection_set is not None
    at_root = node.name.value in ("__schema", "__type")
    return Measures(
        depth=1 if at_root else 0,
        introspection_lists=inner.introspection_lists + is_nested_list,
        fields=inner.fields + 1,
        aliases=inner.aliases + (node.alias is not None),
        directives=inner.directives,
        cost=inner.cost + 1,
    )


def _definition(schema: GraphQLSchema, parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
        return schema.get_field(parent, name)
    return None
