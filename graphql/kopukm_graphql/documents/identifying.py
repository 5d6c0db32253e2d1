"""By what a document is known: the hash of its text, and a form in which layout does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    NameNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    print_ast,
    visit,
)
from graphql.language import Visitor

_TYPENAME = "__typename"
_TYPENAME_FIELD = FieldNode(name=NameNode(value=_TYPENAME))


def document_hash(text: str) -> str:
    """The sha256 of the text in UTF-8, as 64 hexadecimal digits in lower case."""
    return sha256(text.encode()).hexdigest()


def document_id(text: str) -> str:
    """The id of GraphQL over HTTP, appendix A: `sha256:` and the hash of the text."""
    return f"sha256:{document_hash(text)}"


def printed(definitions: Iterable[DefinitionNode]) -> str:
    """The definitions as graphql-js prints them: one blank line between, none at the end."""
    return "\n\n".join(print_ast(definition) for definition in definitions)


def canonical_hash(document: DocumentNode) -> str:
    """The same for documents that ask for the same: layout, comments, the order of definitions and
    `__typename` beside other fields do not count.
    """
    return DefinitionForms().canonical_hash(document.definitions)


def with_typename(document: DocumentNode) -> DocumentNode:
    """The document with `__typename` in every selection below the operation's own, where Apollo Client puts it."""
    return DocumentNode(definitions=DefinitionForms().with_typename(document.definitions))


def operation_names(document: DocumentNode) -> tuple[str, ...]:
    """The names of its operations, "" for one without."""
    return tuple(
        each.name.value if each.name else ""
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
    )


class DefinitionForms:
    """The forms of the definitions of many documents, each made once: fragments stand in many of them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], tuple[DefinitionNode, Any]] = {}

    def printed(self, definitions: Iterable[DefinitionNode]) -> str:
        """As `printed` gives them."""
        return "\n\n".join(self._form("printed", each, print_ast) for each in definitions)

    def with_typename(self, definitions: Iterable[DefinitionNode]) -> tuple[DefinitionNode, ...]:
        """With `__typename` in every selection below the operation's own."""
        return tuple(self._form("added", each, _added_typename) for each in definitions)

    def canonical_hash(self, definitions: Iterable[DefinitionNode]) -> str:
        """As `canonical_hash` of their document."""
        return document_hash("\n\n".join(sorted(self._form("bare", each, _bare) for each in definitions)))

    def _form(self, name: str, definition: DefinitionNode, make: Callable[[DefinitionNode], Any]) -> Any:
        """By identity, which lasts as long as the definition is held here."""
        made = self._made.get((name, id(definition)))
        if made is None:
            made = self._made[name, id(definition)] = (definition, make(definition))
        return made[1]


def _added_typename(definition: DefinitionNode) -> DefinitionNode:
    added: DefinitionNode = visit(definition, _WithTypename())
    return added


def _bare(definition: DefinitionNode) -> str:
    return print_ast(visit(definition, _WithoutTypename()))


class _WithoutTypename(Visitor):
    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        kept = tuple(each for each in node.selections if not _is_typename(each))
        return SelectionSetNode(selections=kept or node.selections[:1])


class _WithTypename(Visitor):
    def leave_selection_set(
        self, node: SelectionSetNode, _key: Any, parent: Node | None, *_: Any
    ) -> SelectionSetNode | None:
        if isinstance(parent, OperationDefinitionNode) or any(map(_is_typename, node.selections)):
            return None
        if any(isinstance(each, FieldNode) and each.name.value.startswith("__") for each in node.selections):
            return None
        return SelectionSetNode(selections=(*node.selections, _TYPENAME_FIELD))


def _is_typename(selection: Node) -> bool:
    return (
        isinstance(selection, FieldNode)
        and selection.name.value == _TYPENAME
        and selection.alias is None
        and not selection.directives
    )
