"""How many rows a field may answer with, read from its arguments before anything runs."""

from __future__ import annotations

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ValueNode,
)
from graphql.type import GraphQLList, GraphQLOutputType, get_nullable_type

from kopukm_graphql.limits.limits import Limits

PAGE_ARGUMENTS = ("first", "last", "limit")


def is_list(output_type: GraphQLOutputType) -> bool:
    """Whether the field answers with a list, non-null or not."""
    return isinstance(get_nullable_type(output_type), GraphQLList)


def page_size(node: FieldNode, definition: GraphQLField, limits: Limits) -> int | None:
    """Rows at worst by the field's own arguments; None where it has none that bound a page.

    A variable counts for the largest page, since a document is measured once for all variables. A connection
    refuses larger pages itself, so a number written out counts for no more than the largest page there.
    """
    sizes = [argument for argument in PAGE_ARGUMENTS if argument in definition.args]
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    if not sizes:
        return _listed(list(given.values()), limits) if is_list(definition.type) else None
    written = [_written(given.get(argument), limits) for argument in sizes]
    default = [_default(definition.args[argument], limits) for argument in sizes]
    known = [size for size in written if size] or [size for size in default if size]
    size = max(known, default=limits.assumed_list)
    return size if is_list(definition.type) else min(size, limits.maximum_page)


def _written(value: ValueNode | None, limits: Limits) -> int | None:
    if value is None or isinstance(value, NullValueNode):
        return None
    if isinstance(value, IntValueNode) and len(value.value) < 10:
        return max(1, int(value.value))
    return limits.maximum_page


def _default(argument: GraphQLArgument, limits: Limits) -> int | None:
    """The default as Strawberry keeps it (a value), or as a schema read from SDL does (a literal)."""
    if argument.default is not None:
        return _written(argument.default.literal, limits)
    return argument.default_value if isinstance(argument.default_value, int) else None


def _listed(values: list[ValueNode], limits: Limits) -> int | None:
    """Rows of a list fetched by a written list of keys (`nodes(ids: [...])`), where that is the larger."""
    longest = max((len(value.values) for value in values if isinstance(value, ListValueNode)), default=0)
    return longest if longest > limits.assumed_list else None
