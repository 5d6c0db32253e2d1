"""What a document selects at one place: the fields, and from them the columns to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionNode,
    VariableNode,
)
from graphql.pyutils import Path

from kopukm_graphql.source.catalog import Catalog, Source


def path_key(info: GraphQLResolveInfo[Any]) -> tuple[str, ...]:
    """The place in the document: the response path with the types on it, without list positions."""
    names: list[str] = []
    path: Path | None = info.path
    while path is not None:
        if isinstance(path.key, str):
            names.append(f"{path.typename}.{path.key}")
        path = path.prev
    return tuple(names)


def subfields(
    info: GraphQLResolveInfo[Any], nodes: Iterable[FieldNode], type_names: frozenset[str]
) -> dict[str, list[FieldNode]]:
    """The fields selected below `nodes` on a value of a type called (or implementing) one of `type_names`."""
    found: dict[str, list[FieldNode]] = {}
    for node in nodes:
        if node.selection_set is not None:
            _collect(info, node.selection_set.selections, type_names, found, set())
    return found


def source_keys(
    catalog: Catalog, source: Source, info: GraphQLResolveInfo[Any], nodes: Iterable[FieldNode]
) -> tuple[str, ...]:
    """The row keys that the fields selected below `nodes` need, the primary key always among them."""
    keys: dict[str, None] = {source.key: None}
    for name in subfields(info, nodes, frozenset((source.name, "Node"))):
        declaration = source.fields.get(name)
        if declaration is not None:
            keys.update(dict.fromkeys(catalog.keys_of(source, declaration)))
    return tuple(keys)


def connection_nodes(info: GraphQLResolveInfo[Any], type_name: str) -> tuple[bool, list[FieldNode]]:
    """For a connection: whether its rows are needed at all, and the field nodes that select from them."""
    below = subfields(info, info.field_nodes, frozenset((f"{type_name}Connection",)))
    edges = subfields(info, below.get("edges", ()), frozenset((f"{type_name}Edge",)))
    wanted = any(name in below for name in ("edges", "nodes", "pageInfo"))
    return wanted, [*below.get("nodes", ()), *edges.get("node", ())]


def _collect(
    info: GraphQLResolveInfo[Any],
    selections: Sequence[SelectionNode],
    type_names: frozenset[str],
    found: dict[str, list[FieldNode]],
    visited: set[str],
) -> None:
    for selection in selections:
        if not _included(info, selection):
            continue
        match selection:
            case FieldNode():
                found.setdefault(selection.name.value, []).append(selection)
            case InlineFragmentNode():
                condition = selection.type_condition
                if condition is None or condition.name.value in type_names:
                    _collect(info, selection.selection_set.selections, type_names, found, visited)
            case FragmentSpreadNode():
                name = selection.name.value
                fragment = info.fragments.get(name)
                if (
                    fragment is None
                    or name in visited
                    or fragment.type_condition.name.value not in type_names
                ):
                    continue
                visited.add(name)
                _collect(info, fragment.selection_set.selections, type_names, found, visited)


def _included(info: GraphQLResolveInfo[Any], node: SelectionNode) -> bool:
    """Whether `@skip` and `@include` let the selection stand."""
    for directive in node.directives or ():
        wanted = {"skip": False, "include": True}.get(directive.name.value)
        if wanted is not None and _condition(info, directive) is not wanted:
            return False
    return True


def _condition(info: GraphQLResolveInfo[Any], directive: DirectiveNode) -> bool:
    given = next(each.value for each in directive.arguments or ())
    if isinstance(given, VariableNode):
        # graphql-core 3.3 hands resolvers the coerced values alone, or together with where they came from.
        values: Any = info.variable_values
        return bool(getattr(values, "coerced", values).get(given.name.value))
    return isinstance(given, BooleanValueNode) and given.value
