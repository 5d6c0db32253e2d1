"""An operation prepared: its root fields per choice of the variables that `@skip` and `@include` read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    VariableNode,
)

from kopukm_graphql.executing.definitions import Definitions
from kopukm_graphql.executing.internals import Executor, collect_fields
from kopukm_graphql.executing.selecting import Step, prepare
from kopukm_graphql.server.documents import PreparedDocument

_MOST_CHOICES: Final = 16
"""Per operation: a document with many switches must not fill the memory."""

_SWITCHES: Final = ("skip", "include")


class PreparedOperation:
    """One operation of a document. `is_odd` tells that it uses what only graphql-core runs."""

    __slots__ = ("_choices", "_definitions", "_switches", "is_odd")

    def __init__(self, document: DocumentNode, definitions: Definitions) -> None:
        directives = list(_directives(document))
        self.is_odd = any(each.name.value not in _SWITCHES for each in directives) or any(
            isinstance(each, FragmentDefinitionNode) and each.variable_definitions
            for each in document.definitions
        )
        given = [argument.value for each in directives for argument in each.arguments or ()]
        self._switches = tuple(sorted({each.name.value for each in given if isinstance(each, VariableNode)}))
        self._definitions = definitions
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
        return prepare(core, self._definitions, root_type, collected.grouped_field_set)


class PreparedOperations:
    """Kept for as long as their documents are: a document that its cache drops is forgotten here too."""

    def __init__(self) -> None:
        self._by_document: WeakKeyDictionary[PreparedDocument, dict[int, PreparedOperation]] = (
            WeakKeyDictionary()
        )
        self._definitions = Definitions()

    def __len__(self) -> int:
        return len(self._by_document)

    def of(self, document: PreparedDocument, operation: OperationDefinitionNode) -> PreparedOperation:
        """The operation of the document, prepared when first asked for."""
        operations = self._by_document.setdefault(document, {})
        found = operations.get(id(operation))
        if found is None:
            found = operations[id(operation)] = PreparedOperation(document.document, self._definitions)
        return found


def _directives(document: DocumentNode) -> Iterator[DirectiveNode]:
    """All directives of the document, wherever they stand."""
    waiting: list[Any] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        yield from node.directives or ()
        waiting.extend(getattr(node, "variable_definitions", None) or ())
        inner = getattr(node, "selection_set", None)
        if inner is not None:
            waiting.extend(inner.selections)
