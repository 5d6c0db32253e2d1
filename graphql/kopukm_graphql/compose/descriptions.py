"""Whether everything a client developer reads in the schema is described."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)


def missing_descriptions(schema: GraphQLSchema) -> list[str]:
    """The types, fields, arguments and enum values without a description, as "Type.field(argument:)"."""
    return list(_missing(schema))


def _missing(schema: GraphQLSchema) -> Iterator[str]:
    for name, type_ in schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        if not type_.description:
            yield name
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in type_.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"
                for argument_name, argument in field.args.items():
                    if not argument.description:
                        yield f"{name}.{field_name}({argument_name}:)"
        elif isinstance(type_, GraphQLInputObjectType):
            for input_name, input_field in type_.fields.items():
                if not input_field.description:
                    yield f"{name}.{input_name}"
        elif isinstance(type_, GraphQLEnumType):
            for value_name, value in type_.values.items():
                if not value.description:
                    yield f"{name}.{value_name}"
