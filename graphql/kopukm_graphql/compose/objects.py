"""The fields of object types made while composing: connections, edges, counts, namespaces and the roots."""

from __future__ import annotations

from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.field import StrawberryField

from kopukm_graphql.source.known_type import FieldOfKnownType


def attribute(python_name: str, graphql_name: str, annotation: Any, description: str) -> StrawberryField:
    """A field read from the attribute of that name."""
    return FieldOfKnownType(
        python_name=python_name,
        graphql_name=graphql_name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
    )


def fields_of(cls: type[Any]) -> list[StrawberryField]:
    """The fields of a type made here, to be added to."""
    definition: StrawberryObjectDefinition = cls.__strawberry_definition__
    return definition.fields


def made_nullable(field: StrawberryField) -> StrawberryField:
    """The field, nullable from now on: where it fails, its siblings are answered all the same."""
    if not isinstance(field.type, StrawberryOptional):
        field.type = StrawberryOptional(field.type)
    return field
