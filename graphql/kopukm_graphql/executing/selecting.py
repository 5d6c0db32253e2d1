"""A selection set prepared: its fields in order, each with what the document asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLField, GraphQLObjectType

from kopukm_graphql.executing.definitions import TYPE_NAME, Definitions
from kopukm_graphql.executing.internals import (
    Executor,
    FieldDetailsList,
    GroupedFieldSet,
    collect_subfields,
    get_argument_values,
)
from kopukm_graphql.executing.leaves import ATOMS, Writers
from kopukm_graphql.written_values import names_variable

if TYPE_CHECKING:
    from kopukm_graphql.executing.running import Run

Step: TypeAlias = "tuple[str, int, Any, Writers | None, Field]"
"""Response name, way of reading, its key, the writers of a leaf, and all the rest."""

_NEVER_CHANGED = (*ATOMS, Enum, type(None))


class Field:
    """One field of a selection set on one object type."""

    __slots__ = (
        "complete",
        "constant",
        "definition",
        "definitions",
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
        core: Executor[Any],
        definitions: Definitions,
        parent_type: GraphQLObjectType,
        definition: GraphQLField,
        name: str,
        details: FieldDetailsList,
    ) -> None:
        prepared = definitions.of(definition)
        self.name = name
        self.definition = definition
        self.definitions = definitions
        self.parent_type = parent_type
        self.type_name = parent_type.name
        self.details = details
        self.nodes = [each.node for each in details]
        self.resolve = definition.resolve or core.field_resolver
        self.nullable = prepared.nullable
        self.complete = prepared.complete
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
        if all(isinstance(value, _NEVER_CHANGED) for value in given.values()):
            # Lists and input objects are made anew for each call: a resolver may keep or change them.
            if any(names_variable(each.value) for each in self.nodes[0].arguments or ()):
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
            steps = prepare(core, self.definitions, object_type, collected.grouped_field_set)
            self.selections[object_type] = steps
        return steps


def prepare(
    core: Executor[Any], definitions: Definitions, object_type: GraphQLObjectType, grouped: GroupedFieldSet
) -> tuple[Step, ...]:
    """The steps of collected fields; names that the type does not know are left out, as graphql-core does."""
    steps: list[Step] = []
    for name, details in grouped.items():
        definition = core.schema.get_field(object_type, details[0].node.name.value)
        if definition is None:
            continue
        prepared = definitions.of(definition)
        key = object_type.name if prepared.way == TYPE_NAME else prepared.key
        field = Field(core, definitions, object_type, definition, name, details)
        steps.append((name, prepared.way, key, prepared.writers, field))
    return tuple(steps)
