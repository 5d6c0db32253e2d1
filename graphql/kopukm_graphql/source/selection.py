"""What a document selects at one place: the fields, and from them the columns to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
)
from graphql.execution.values import get_directive_values

from kopukm_graphql.source.catalog import Catalog, Source


def path_key(info: GraphQLResolveInfo) -> tuple[str, ...]:
    """The place in the document: the response path without list positions."""
    names: list[str] = []
    path = info.path
    while path is not None:
        if isinstance(path.key, str):
            names.append(path.key)
        path = path.prev  # type: ignore[assignment]
    return tuple(names)


def subfields(
    info: GraphQLResolveInfo, nodes: Iterable[FieldNode], type_names: frozenset[str]
) -> dict[str, list[FieldNode]]:
    """The fields selected below `nodes` on a value of a type called (or implementing) one of `type_names`."""
    found: dict[str, list[FieldNode]] = {}
    for node in nodes:
        if node.selection_set is not None:
            _collect(info, node.selection_set.selections, type_names, found, set())
    return found


def source_keys(
    catalog: Catalog, source: Source, info: GraphQLResolveInfo, nodes: Iterable[FieldNode]
) -> tuple[str, ...]:
    """The row keys that the fields selected below `nodes` need, the primary key always among them."""
    keys: dict[str, None] = {source.key: None}
    for name in subfields(info, nodes, frozenset((source.name, "Node"))):
        declaration = source.fields.get(name)
        if declaration is not None:
            keys.update(dict.fromkeys(catalog.keys_of(source, declaration)))
    return tuple(keys)


def connection_nodes(info: GraphQLResolveInfo, type_name: str) -> tuple[bool, list[FieldNode]]:
    """For a connection: whether its rows are needed at all, and the field nodes that select from them."""
    below = subfields(info, info.field_nodes, frozenset((f"{type_name}Connection",)))
    edges = subfields(info, below.get("edges", ()), frozenset((f"{type_name}Edge",)))
    wanted = any(name in below for name in ("edges", "nodes", "pageInfo"))
    return wanted, [*below.get("nodes", ()), *edges.get("node", ())]


def _collect(
    info: GraphQLResolveInfo,
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


def _included(info: GraphQLResolveInfo, node: SelectionNode) -> bool:
    if not node.directives:
        return True
    skip = get_directive_values(GraphQLSkipDirective, node, info.variable_values)
    if skip is not None and skip["if_" if "if_" in skip else "if"]:
        return False
    include = get_directive_values(GraphQLIncludeDirective, node, info.variable_values)
    return include is None or bool(include["if_" if "if_" in include else "if"])
