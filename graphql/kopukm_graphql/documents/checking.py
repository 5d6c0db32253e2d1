"""Holds documents against the contract and its limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    validate,
)

from kopukm_graphql.documents.identifying import DefinitionForms, with_typename
from kopukm_graphql.documents.reading import Fault, WrittenDocument, place_of, reached_fragments
from kopukm_graphql.documents.rules import VALIDATION_RULES
from kopukm_graphql.limits import DocumentMeasurer, Limits, Measures, limits_rule

_SHOWN = 5


def faults_of(written: WrittenDocument, schema: GraphQLSchema, limits: Limits) -> list[Fault]:
    """Why the server would refuse this document, with `__typename` where clients add it; none: it runs."""
    document = written.document if written.given_id else with_typename(written.document)
    return [_fault(written, error) for error in _errors(document, schema, limits)]


def faults_of_all(
    documents: Iterable[WrittenDocument], schema: GraphQLSchema, limits: Limits, forms: DefinitionForms
) -> list[Fault]:
    """Why the server would refuse some of these documents, one after the other.

    First they are held against the contract as one document with all operations, where a fragment that many
    of them spread is looked at once; only where that is refused does each of them stand alone.
    """
    together: dict[str, _Together] = {}
    faults: list[Fault] = []
    for each in documents:
        if not together.setdefault(each.owner, _Together()).take(each, forms):
            faults += faults_of(each, schema, limits)
    for group in together.values():
        if _errors(DocumentNode(definitions=tuple(group.definitions.values())), schema, limits):
            faults += [fault for each in group.documents for fault in faults_of(each, schema, limits)]
    return faults


class _Together:
    """Documents that are valid where their definitions, put into one document, are."""

    def __init__(self) -> None:
        self.documents: list[WrittenDocument] = []
        self.definitions: dict[str, DefinitionNode] = {}
        """By kind and name."""

    def take(self, written: WrittenDocument, forms: DefinitionForms) -> bool:
        """Whether it goes with the others: each of its names means the same to all, and it lacks no fragment
        and has none to spare, which the others would hide.
        """
        definitions = written.definitions
        named = {_name_of(each): each for each in definitions}
        if len(named) != len(definitions) or not _is_whole(definitions):
            return False
        checked = definitions if written.given_id else forms.with_typename(definitions)
        found = dict(zip(named, checked, strict=True))
        if not self._agrees(found):
            return False
        self.definitions |= found
        self.documents.append(written)
        return True

    def _agrees(self, found: Mapping[str, DefinitionNode]) -> bool:
        return all(
            self.definitions.get(name, node) is node
            and not (name in self.definitions and _is_operation(node))
            for name, node in found.items()
        )


def _is_operation(node: DefinitionNode) -> bool:
    return isinstance(node, OperationDefinitionNode)


def _name_of(node: DefinitionNode) -> str:
    name = getattr(node, "name", None)
    return f"{node.kind} {name.value if name else ''}"


def _is_whole(definitions: Sequence[DefinitionNode]) -> bool:
    """One operation with the fragments that it reaches, and no others."""
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    operations = [each for each in definitions if _is_operation(each)]
    return (
        len(operations) == 1
        and len(definitions) == len(fragments) + 1
        and reached_fragments(operations, fragments) == set(fragments)
    )


def _errors(document: DocumentNode, schema: GraphQLSchema, limits: Limits) -> list[GraphQLError]:
    errors = validate(schema, document, [limits_rule(limits)], max_errors=_SHOWN)
    return errors or validate(schema, document, VALIDATION_RULES, max_errors=_SHOWN)


def measured(document: DocumentNode, schema: GraphQLSchema, limits: Limits) -> Measures:
    """Depth, cost and the rest of a document with one operation."""
    (operation,) = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
    return DocumentMeasurer(schema, document, limits).operation(operation)


def _fault(written: WrittenDocument, error: GraphQLError) -> Fault:
    place = next((place_of(node) for node in error.nodes or () if node.loc), written.place)
    return Fault(
        place, error.message, "Sesuaikan dengan `kopukm schema`, atau perkecil bila melampaui sebuah batas."
    )
