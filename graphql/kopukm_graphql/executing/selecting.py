"""A selection set prepared: its fields in order, each with how it is read and how its value is completed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    VariableNode,
    is_leaf_type,
    is_non_null_type,
)
from graphql.language import Visitor, visit

from kopukm_graphql.executing.completing import Complete, completer
from kopukm_graphql.executing.internals import (
    Executor,
    FieldDetailsList,
    GroupedFieldSet,
    TypeNameMetaFieldDef,
    attribute_of,
    collect_subfields,
    get_argument_values,
    reads_parent_alone,
)
from kopukm_graphql.executing.leaves import ATOMS, Writers, writers_of

if TYPE_CHECKING:
    from kopukm_graphql.executing.running import Run

TYPE_NAME: Final = 0
"""The answer is `key` itself."""
COLUMN: Final = 1
"""`parent[key]`."""
ATTRIBUTE: Final = 2
"""`getattr(parent, key)`."""
PLAIN: Final = 3
"""`key(parent, None)`: a resolver that looks at the parent alone."""
RESOLVER: Final = 4
"""The field's resolver with info and arguments."""

Step: TypeAlias = "tuple[str, int, Any, Writers | None, Field]"
"""Response name, way of reading, its key, the writers of a leaf, and all the rest."""


class Field:
    """One field of a selection set on one object type."""

    __slots__ = (
        "complete",
        "constant",
        "definition",
        "details",
        "name",
        "nodes",
        "nullable",
        "parent_type",
        "resolve",
        "selections",
        "takes_arguments",
        "type_name",
    )

    def __init__(
        self,
        name: str,
        definition: GraphQLField,
        parent_type: GraphQLObjectType,
        details: FieldDetailsList,
        resolve: Callable[..., Any],
    ) -> None:
        self.name = name
        self.definition = definition
        self.parent_type = parent_type
        self.type_name = parent_type.name
        self.details = details
        self.nodes = [each.node for each in details]
        self.resolve = resolve
        self.nullable = not is_non_null_type(definition.type)
        self.complete: Complete = completer(definition.type)
        self.selections: dict[GraphQLObjectType, tuple[Step, ...]] = {}
        self.takes_arguments = bool(definition.args or self.nodes[0].arguments)
        self.constant: Mapping[str, Any] | None = None

    def arguments(self, run: Run) -> Mapping[str, Any]:
        """The coerced arguments; the same object again where they cannot differ. Raises GraphQLError."""
        given = self.constant if self.constant is not None else run.arguments.get(self)
        if given is not None:
            return given
        given = get_argument_values(
            self.definition,
            self.nodes[0],
            run.core.variable_values,
            self.details[0].fragment_variable_values,
            run.core.hide_suggestions,
        )
        if all(value is None or isinstance(value, (*ATOMS, Enum)) for value in given.values()):
            if _names_variable(self.nodes[0].arguments):
                run.arguments[self] = given
            else:
                self.constant = given
        return given

    def selection(self, core: Executor[Any], object_type: GraphQLObjectType) -> tuple[Step, ...]:
        """What is selected below it on that type. Raises GraphQLError for directives that cannot be read."""
        steps = self.selections.get(object_type)
        if steps is None:
            collected = collect_subfields(
                core.schema,
                core.fragments,
                core.variable_values,
                core.operation,
                object_type,
                self.details,
                core.hide_suggestions,
            )
            steps = prepare(core, object_type, collected.grouped_field_set)
            self.selections[object_type] = steps
        return steps


def prepare(
    core: Executor[Any], object_type: GraphQLObjectType, grouped: GroupedFieldSet
) -> tuple[Step, ...]:
    """The steps of collected fields; names that the type does not know are left out, as graphql-core does."""
    return tuple(
        step
        for name, details in grouped.items()
        if (step := _step(core.schema, core.field_resolver, object_type, name, details)) is not None
    )


def _step(
    schema: GraphQLSchema,
    default: Callable[..., Any],
    object_type: GraphQLObjectType,
    name: str,
    details: FieldDetailsList,
) -> Step | None:
    definition = schema.get_field(object_type, details[0].node.name.value)
    if definition is None:
        return None
    field = Field(name, definition, object_type, details, definition.resolve or default)
    way, key = _way(definition, object_type)
    inner = definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type
    leaf = writers_of(inner, nullable=field.nullable) if is_leaf_type(inner) else None
    return name, way, key, leaf, field


def _way(definition: GraphQLField, object_type: GraphQLObjectType) -> tuple[int, Any]:
    if definition is TypeNameMetaFieldDef:
        return TYPE_NAME, object_type.name
    if definition.args or definition.resolve is None:
        return RESOLVER, None
    column = getattr(definition.resolve, "row_key", None)
    if column is not None:
        return COLUMN, column
    if getattr(definition.resolve, "is_plain", False):
        return PLAIN, definition.resolve
    if reads_parent_alone(definition):
        attribute = attribute_of(definition)
        return (PLAIN, definition.resolve) if attribute is None else (ATTRIBUTE, attribute)
    return RESOLVER, None


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, _node: VariableNode, *_: Any) -> None:
        self.found = True


def _names_variable(arguments: Any) -> bool:
    looking = _Variables()
    for argument in arguments or ():
        visit(argument, looking)
    return looking.found
