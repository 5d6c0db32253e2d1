"""A run's variables and what arguments make of them: graphql-core's coercion, prepared once for a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from graphql import (
    GraphQLArgument,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    get_nullable_type,
    is_input_type,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_variable_values, input_is_nested_too_deeply
from graphql.utilities.coerce_input_value import (
    coerce_default_value,
    coerce_input_literal,
    coerce_input_value,
)

from kopukm_graphql.compiling.refusing import NotPlannableError, RunOtherwiseError
from kopukm_graphql.written_values import names_variable

Coerced: TypeAlias = Mapping[str, Any]
"""The values of a run's variables by name; those left out without a default are not in it."""
ReadValue: TypeAlias = Callable[[Coerced], Any]
"""An argument's value in a run, or `Undefined`: as if it were not written."""


class VariableReader:
    """The variables of one operation."""

    def __init__(self, schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]) -> None:
        self._definitions = definitions
        self._schema = schema
        self._known = [_definition(schema, each) for each in definitions]

    def coerced(self, raw: Mapping[str, Any]) -> Coerced:
        """The values. Raises RunOtherwiseError where one does not fit: the other executor says why."""
        found: dict[str, Any] = {}
        for name, type_, default in self._known:
            value = raw.get(name, Undefined)
            if value is Undefined:
                if default is not Undefined:
                    found[name] = default
                elif is_non_null_type(type_):
                    raise RunOtherwiseError("variables")
                continue
            if type(value) in (dict, list) and input_is_nested_too_deeply(value, type_):
                raise RunOtherwiseError("variables")
            found[name] = coerce_input_value(value, type_)
            if found[name] is Undefined:
                raise RunOtherwiseError("variables")
        return found

    def whole(self, raw: Mapping[str, Any]) -> VariableValues:
        """The values as graphql-core's own functions take them."""
        values = get_variable_values(self._schema, self._definitions, dict(raw))
        if isinstance(values, list):
            raise RunOtherwiseError("variables")
        return values


def _definition(
    schema: GraphQLSchema, definition: VariableDefinitionNode
) -> tuple[str, GraphQLInputType, Any]:
    """Name, type and default (`Undefined` without one) of a variable."""
    type_ = type_from_ast(schema, definition.type)
    assert is_input_type(type_)  # noqa: S101 - the document is valid
    default: Any = Undefined
    if definition.default_value is not None:
        default = coerce_input_literal(definition.default_value, type_)
        if default is Undefined:
            raise NotPlannableError("nilai bawaan variabel yang tidak sah")
    return definition.variable.name.value, type_, default


def argument_reader(argument: GraphQLArgument, node: ValueNode) -> ReadValue:
    """How the value written for an argument is read in a run. Raises NotPlannableError for one that never fits."""
    if isinstance(node, VariableNode):
        return _variable(node.name.value, argument.type, coerce_default_value(argument))
    return value_reader(argument.type, node)


def value_reader(type_: GraphQLInputType, node: ValueNode) -> ReadValue:
    """The same for a value that is no variable itself."""
    nullable = get_nullable_type(type_)
    if not isinstance(node, ObjectValueNode) or not names_variable(node):
        if names_variable(node):
            raise NotPlannableError("variabel di dalam daftar")
        constant = coerce_input_literal(node, type_)
        if constant is Undefined:
            raise NotPlannableError("argumen yang tidak sah")
        return lambda _coerced: constant
    if not isinstance(nullable, GraphQLInputObjectType) or nullable.is_one_of:
        raise NotPlannableError("variabel di dalam daftar")
    return _object(nullable, node)


def _variable(name: str, type_: GraphQLInputType, default: Any = Undefined) -> ReadValue:
    required = isinstance(type_, GraphQLNonNull)

    def read(coerced: Coerced) -> Any:
        value = coerced.get(name, Undefined)
        if value is Undefined:
            if required and default is Undefined:
                raise RunOtherwiseError("variables")
            return default
        if value is None and required:
            raise RunOtherwiseError("variables")
        return value

    return read


def _object(type_: GraphQLInputObjectType, node: ObjectValueNode) -> ReadValue:
    written = {each.name.value: each.value for each in node.fields}
    readers: list[tuple[str, ReadValue]] = []
    for name, field in type_.fields.items():
        if coerce_default_value(field) is not Undefined or field.out_name not in (None, name):
            raise NotPlannableError("isian dengan nilai bawaan")
        if name in written:
            value = written[name]
            reader = (
                _variable(value.name.value, field.type)
                if isinstance(value, VariableNode)
                else value_reader(field.type, value)
            )
            readers.append((name, reader))

    def read(coerced: Coerced) -> dict[str, Any]:
        values = ((name, reader(coerced)) for name, reader in readers)
        return {name: value for name, value in values if value is not Undefined}

    return read
