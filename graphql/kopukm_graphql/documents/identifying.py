"""By what a document is known: the hash of its text, and a form in which layout does not matter."""

from __future__ import annotations

from collections.abc import Iterable
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
    bare = visit(document, _WithoutTypename())
    return document_hash("\n\n".join(sorted(print_ast(each) for each in bare.definitions)))


def with_typename(document: DocumentNode) -> DocumentNode:
    """The document with `__typename` in every selection below the operation's own, where Apollo Client puts it."""
    added: DocumentNode = visit(document, _WithTypename())
    return added


def operation_names(document: DocumentNode) -> tuple[str, ...]:
    """The names of its operations, "" for one without."""
    return tuple(
        each.name.value if each.name else ""
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
    )


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
