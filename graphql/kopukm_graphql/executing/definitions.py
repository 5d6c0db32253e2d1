"""Fields of the schema prepared: how each is read, and how its values are completed. Made once per schema."""

from __future__ import annotations

from typing import Any, Final

from graphql import GraphQLField, GraphQLNonNull, TypeNameMetaFieldDef, is_leaf_type

from kopukm_graphql.executing.completing import completer
from kopukm_graphql.executing.internals import attribute_of, reads_parent_alone
from kopukm_graphql.executing.leaves import Writers, writers_of

TYPE_NAME: Final = 0
"""The name of the object's type."""
COLUMN: Final = 1
"""`parent[key]`."""
ATTRIBUTE: Final = 2
"""`getattr(parent, key)`."""
PLAIN: Final = 3
"""`key(parent, None)`: a resolver that looks at the parent alone."""
RESOLVER: Final = 4
"""The field's resolver with info and arguments."""


class Definition:
    """One field of one type of the schema."""

    __slots__ = ("complete", "field", "key", "nullable", "way", "writers")

    def __init__(self, field: GraphQLField) -> None:
        inner = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        self.field = field
        self.nullable = inner is field.type
        self.complete = completer(field.type)
        self.writers: Writers | None = (
            writers_of(inner, nullable=self.nullable) if is_leaf_type(inner) else None
        )
        self.way, self.key = _way(field)


class Definitions:
    """The prepared fields of a schema, each made when it is first selected."""

    def __init__(self) -> None:
        self._made: dict[int, Definition] = {}

    def of(self, field: GraphQLField) -> Definition:
        """The field prepared."""
        found = self._made.get(id(field))
        if found is None:
            found = self._made[id(field)] = Definition(field)
        return found


def _way(field: GraphQLField) -> tuple[int, Any]:
    if field is TypeNameMetaFieldDef:
        return TYPE_NAME, None
    if field.args or field.resolve is None:
        return RESOLVER, None
    column = getattr(field.resolve, "row_key", None)
    if column is not None:
        return COLUMN, column
    if getattr(field.resolve, "is_plain", False):
        return PLAIN, field.resolve
    if reads_parent_alone(field):
        attribute = attribute_of(field)
        return (PLAIN, field.resolve) if attribute is None else (ATTRIBUTE, attribute)
    return RESOLVER, None
