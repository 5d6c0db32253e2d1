"""Holds documents against the contract and its limits."""

from __future__ import annotations

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, validate

from kopukm_graphql.documents.identifying import with_typename
from kopukm_graphql.documents.reading import Fault, WrittenDocument, place_of
from kopukm_graphql.documents.rules import VALIDATION_RULES
from kopukm_graphql.limits import DocumentMeasurer, Limits, Measures, limits_rule

_SHOWN = 5


def faults_of(written: WrittenDocument, schema: GraphQLSchema, limits: Limits) -> list[Fault]:
    """Why the server would refuse this document, with `__typename` where clients add it; none: it runs."""
    document = written.document if written.given_id else with_typename(written.document)
    errors = validate(schema, document, [limits_rule(limits)], max_errors=_SHOWN)
    errors = errors or validate(schema, document, VALIDATION_RULES, max_errors=_SHOWN)
    return [_fault(written, error) for error in errors]


def measured(document: DocumentNode, schema: GraphQLSchema, limits: Limits) -> Measures:
    """Depth, cost and the rest of a document with one operation."""
    (operation,) = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
    return DocumentMeasurer(schema, document, limits).operation(operation)


def _fault(written: WrittenDocument, error: GraphQLError) -> Fault:
    place = next((place_of(node) for node in error.nodes or () if node.loc), written.place)
    return Fault(
        place, error.message, "Sesuaikan dengan `kopukm schema`, atau perkecil bila melampaui sebuah batas."
    )
