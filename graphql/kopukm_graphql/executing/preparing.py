"""An operation prepared: its root fields per choice of the variables that `@skip` and `@include` read."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    VariableNode,
)
from graphql.language import Visitor, visit

from kopukm_graphql.executing.internals import Executor, collect_fields
from kopukm_graphql.executing.selecting import Step, prepare
from kopukm_graphql.server.documents import PreparedDocument

_MOST_CHOICES: Final = 16
"""Per operation: a document with many switches must not fill the memory."""

_SWITCHES: Final = ("skip", "include")


class PreparedOperation:
    """One operation of a document. `is_odd` tells that it uses what only graphql-core runs."""

    __slots__ = ("_choices", "_switches", "is_odd")

    def __init__(self, document: DocumentNode) -> None:
        directives = _Directives()
        visit(document, directives)
        self.is_odd = directives.are_odd
        self._switches = tuple(sorted(directives.switches))
        self._choices: OrderedDict[tuple[Any, ...], tuple[Step, ...]] = OrderedDict()

    def steps(self, core: Executor[Any]) -> tuple[Step, ...]:
        """The root fields for the variables of this run. Raises GraphQLError for directives that cannot be read."""
        values = core.variable_values.coerced
        choice = tuple(values.get(name) for name in self._switches)
        found = self._choices.get(choice)
        if found is None:
            found = self._choices[choice] = self._prepare(core)
            if len(self._choices) > _MOST_CHOICES:
                self._choices.popitem(last=False)
        elif self._switches:
            self._choices.move_to_end(choice)
        return found

    def _prepare(self, core: Executor[Any]) -> tuple[Step, ...]:
        operation, root_type = core.operation, core.schema.get_root_type(core.operation.operation)
        assert root_type is not None  # noqa: S101 - a valid document
        collected = collect_fields(
            core.schema, core.fragments, core.variable_values, root_type, operation, core.hide_suggestions
        )
        return prepare(core, root_type, collected.grouped_field_set)


class PreparedOperations:
    """Kept for as long as their documents are: a document that its cache drops is forgotten here too."""

    def __init__(self) -> None:
        self._by_document: WeakKeyDictionary[PreparedDocument, dict[int, PreparedOperation]] = (
            WeakKeyDictionary()
        )

    def __len__(self) -> int:
        return len(self._by_document)

    def of(self, document: PreparedDocument, operation: OperationDefinitionNode) -> PreparedOperation:
        """The operation of the document, prepared when first asked for."""
        operations = self._by_document.setdefault(document, {})
        found = operations.get(id(operation))
        if found is None:
            found = operations[id(operation)] = PreparedOperation(document.document)
        return found


class _Directives(Visitor):
    """Which variables the switches read, and whether anything stands there that is not of GraphQL's common part."""

    def __init__(self) -> None:
        super().__init__()
        self.are_odd = False
        self.switches: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        if node.name.value not in _SWITCHES:
            self.are_odd = True
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.switches.add(argument.value.name.value)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        if node.variable_definitions:
            self.are_odd = True
