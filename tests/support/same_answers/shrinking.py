"""Makes a document that shows something as small as it can be while it still shows it."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    parse_value,
    print_ast,
    visit,
)

from same_answers.document import Document
from same_answers.inputs import literal

Shows = Callable[[Document], Awaitable[bool]]
_EMPTY = re.compile(r"\{\s*\}(?!\))")
"""A selection of nothing, which the parser lets pass."""
_REMOVABLE = (FieldNode, InlineFragmentNode, FragmentSpreadNode, ArgumentNode, DirectiveNode, ObjectFieldNode)


async def shrunk(document: Document, shows: Shows, seconds: float = 20.0) -> Document:
    """The smallest form found in the time; `shows` must be false for a document that cannot be run."""
    until = time.monotonic() + seconds
    smallest = _tidy(parse(document.text, no_location=True), document)
    if not await shows(smallest):
        return document
    progress = True
    while progress and time.monotonic() < until:
        progress = False
        for candidate in _smaller(smallest):
            if time.monotonic() > until:
                break
            if _EMPTY.search(candidate.text) is None and await shows(candidate):
                smallest, progress = candidate, True
                break
    return smallest


def _smaller(document: Document) -> Iterator[Document]:
    """Every document that is one step smaller: the largest steps first."""
    tree = parse(document.text, no_location=True)
    nodes = _Nodes(skipped=VariableDefinitionNode)
    visit(tree, nodes)
    removable = [each for each in nodes.found if isinstance(each, _REMOVABLE)]
    removable.sort(key=lambda each: -len(print_ast(each)))
    for target in removable:
        yield _tidy(_edited(tree, target, REMOVE), document)
    definitions = {
        each.name.value: each for each in tree.definitions if isinstance(each, FragmentDefinitionNode)
    }
    for node in nodes.found:
        for replacement in _replacements(node, definitions, document):
            yield _tidy(_edited(tree, node, replacement), document)


def _replacements(
    node: Node, definitions: dict[str, FragmentDefinitionNode], document: Document
) -> Iterator[Node]:
    if isinstance(node, SelectionSetNode):
        for index, each in enumerate(node.selections):
            inner: SelectionSetNode | None = None
            if isinstance(each, FragmentSpreadNode) and not each.directives:
                inner = definitions[each.name.value].selection_set
            elif isinstance(each, InlineFragmentNode) and not each.directives:
                inner = each.selection_set
            if inner is not None:
                selections = (*node.selections[:index], *inner.selections, *node.selections[index + 1 :])
                yield SelectionSetNode(selections=selections)
    elif isinstance(node, ListValueNode):
        for index in range(len(node.values)):
            yield ListValueNode(values=(*node.values[:index], *node.values[index + 1 :]))
    elif isinstance(node, FieldNode) and node.alias is not None:
        yield FieldNode(
            alias=None,
            name=node.name,
            arguments=node.arguments,
            directives=node.directives,
            selection_set=node.selection_set,
        )
    elif isinstance(node, VariableNode) and node.name.value in document.variables:
        yield parse_value(literal(document.variables[node.name.value]), no_location=True)


def _edited(tree: DocumentNode, target: Node, instead: Any) -> DocumentNode:
    edited: DocumentNode = visit(tree, _Edit(target, instead))
    return edited


def _tidy(tree: DocumentNode, document: Document) -> Document:
    """Written out, without fragments and variables that nothing uses."""
    while True:
        used = _Nodes()
        visit(tree, used)
        spread = {each.name.value for each in used.found if isinstance(each, FragmentSpreadNode)}
        kept = tuple(
            each
            for each in tree.definitions
            if not isinstance(each, FragmentDefinitionNode) or each.name.value in spread
        )
        if len(kept) == len(tree.definitions):
            break
        tree = DocumentNode(definitions=kept)
    in_use = _Nodes(skipped=VariableDefinitionNode)
    visit(tree, in_use)
    names = {each.name.value for each in in_use.found if isinstance(each, VariableNode)}
    definitions = [_with_variables(each, names) for each in tree.definitions]
    operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) > 1 and document.operation:
        definitions = [
            each
            for each in definitions
            if not isinstance(each, OperationDefinitionNode)
            or (each.name is not None and each.name.value == document.operation)
        ]
    text = print_ast(DocumentNode(definitions=tuple(definitions)))
    sent = {name: value for name, value in document.variables.items() if name in names}
    return replace(document, text=text, variables=sent)


def _with_variables(definition: Any, names: set[str]) -> Any:
    if not isinstance(definition, OperationDefinitionNode):
        return definition
    kept = tuple(each for each in definition.variable_definitions or () if each.variable.name.value in names)
    return OperationDefinitionNode(
        operation=definition.operation,
        name=definition.name,
        variable_definitions=kept,
        directives=definition.directives,
        selection_set=definition.selection_set,
    )


class _Nodes(Visitor):
    def __init__(self, skipped: type[Node] | None = None) -> None:
        super().__init__()
        self.found: list[Node] = []
        self._skipped = skipped

    def enter(self, node: Node, *_: Any) -> Any:
        if self._skipped is not None and isinstance(node, self._skipped):
            return False
        self.found.append(node)
        return None


class _Edit(Visitor):
    def __init__(self, target: Node, instead: Any) -> None:
        super().__init__()
        self._target = target
        self._instead = instead

    def enter(self, node: Node, *_: Any) -> Any:
        return self._instead if node is self._target else None
