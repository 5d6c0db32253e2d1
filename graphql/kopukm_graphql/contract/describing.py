"""What the contract does not explain."""

from __future__ import annotations

from collections.abc import Iterator

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_specified_directive,
    is_specified_scalar_type,
)


def undescribed(schema: strawberry.Schema | GraphQLSchema) -> list[str]:
    """Coordinates of what has no description, sorted; what GraphQL itself defines is left out.

    `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`, `@directive`, `@directive(argument:)`.
    """
    core = schema if isinstance(schema, GraphQLSchema) else schema._schema
    found = [
        coordinate
        for named in core.type_map.values()
        if not named.name.startswith("__") and not is_specified_scalar_type(named)
        for coordinate in _of_type(named)
    ]
    for directive in core.directives:
        if is_specified_directive(directive):
            continue
        if not directive.description:
            found.append(f"@{directive.name}")
        found += [
            f"@{directive.name}({name}:)" for name, arg in directive.args.items() if not arg.description
        ]
    return sorted(found)


def _of_type(named: GraphQLNamedType) -> Iterator[str]:
    if not (named.description or "").strip():
        yield named.name
    if isinstance(named, GraphQLEnumType):
        for value_name, value in named.values.items():
            if not value.description:
                yield f"{named.name}.{value_name}"
    if isinstance(named, GraphQLInputObjectType):
        for field_name, input_field in named.fields.items():
            if not input_field.description:
                yield f"{named.name}.{field_name}"
    if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        for field_name, field in named.fields.items():
            if not field.description:
                yield f"{named.name}.{field_name}"
            for argument_name, argument in field.args.items():
                if not argument.description:
                    yield f"{named.name}.{field_name}({argument_name}:)"
