"""Documents parsed and validated once, kept by their text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)

from kopukm_graphql.documents.rules import VALIDATION_RULES
from kopukm_graphql.limits import Limits, limits_rule, parse_within_limits

_SHOWN_ERRORS = 20


class DocumentError(Exception):
    """The document cannot be run: it does not parse, asks for too much, or does not fit the schema."""

    def __init__(self, code: str, errors: list[GraphQLError]) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PreparedDocument:
    """A valid document within the limits. Compared by identity, so that plans can be kept by it."""

    text: str
    document: DocumentNode
    operations: tuple[OperationDefinitionNode, ...]
    introspects: bool

    @staticmethod
    def of(text: str, document: DocumentNode) -> PreparedDocument:
        """The document of a text that was parsed and found valid. Raises DocumentError OPERATION_NOT_FOUND."""
        operations = tuple(each for each in document.definitions if isinstance(each, OperationDefinitionNode))
        if not operations:
            raise _no_operation("Dokumen tidak memuat operasi. Tulis query atau mutation.")
        return PreparedDocument(text, document, operations, _introspects(document))

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation named, or the only one. Raises DocumentError with code OPERATION_NOT_FOUND."""
        if name is None:
            if len(self.operations) == 1:
                return self.operations[0]
            raise _no_operation("Dokumen memuat beberapa operasi. Sebutkan salah satunya pada operationName.")
        for operation in self.operations:
            if operation.name and operation.name.value == name:
                return operation
        raise _no_operation(f"Operasi {name[:80]} tidak ada di dalam dokumen.")


class DocumentCache:
    """The least recently used documents are dropped first; documents that were refused are never kept."""

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, *, documents: int, characters: int, suggestions: bool
    ) -> None:
        self._schema = schema
        self._limits = limits
        self._most_documents = documents
        self._most_characters = characters
        self._suggestions = suggestions
        self._kept: OrderedDict[str, PreparedDocument] = OrderedDict()
        self._always: dict[str, PreparedDocument | None] = {}
        self._characters = 0

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, valid: Iterable[str]) -> None:
        """Texts that were found valid: each is parsed when it is first asked for, and then kept for as long as
        the server runs, beside the limits of the cache.
        """
        self._always |= dict.fromkeys(valid)

    def prepared(self, text: str) -> PreparedDocument:
        """The document of this text, from the cache or anew. Raises DocumentError."""
        if text in self._always:
            always = self._always[text]
            if always is None:
                always = self._always[text] = PreparedDocument.of(text, parse(text))
            return always
        found = self._kept.get(text)
        if found is not None:
            self._kept.move_to_end(text)
            return found
        prepared = self._prepare(text)
        self._kept[text] = prepared
        self._characters += len(text)
        while len(self._kept) > self._most_documents or self._characters > self._most_characters:
            dropped, _ = self._kept.popitem(last=False)
            self._characters -= len(dropped)
        return prepared

    def _prepare(self, text: str) -> PreparedDocument:
        try:
            document = parse_within_limits(text, self._limits)
        except GraphQLError as error:
            raise DocumentError("GRAPHQL_PARSE_FAILED", [error]) from None
        errors = validate(self._schema, document, [limits_rule(self._limits)], max_errors=_SHOWN_ERRORS)
        errors = errors or validate(
            self._schema,
            document,
            VALIDATION_RULES,
            max_errors=_SHOWN_ERRORS,
            hide_suggestions=not self._suggestions,
        )
        if errors:
            raise DocumentError("GRAPHQL_VALIDATION_FAILED", errors)
        return PreparedDocument.of(text, document)


def is_mutation(operation: OperationDefinitionNode) -> bool:
    """Whether the operation changes data."""
    return operation.operation is OperationType.MUTATION


def _no_operation(message: str) -> DocumentError:
    return DocumentError("OPERATION_NOT_FOUND", [GraphQLError(message)])


def _introspects(document: DocumentNode) -> bool:
    waiting: list[Node] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode) and node.name.value in ("__schema", "__type"):
            return True
        inner = getattr(node, "selection_set", None)
        if inner is not None:
            waiting.extend(inner.selections)
    return False
