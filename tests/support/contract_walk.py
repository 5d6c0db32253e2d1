"""Walking any composed schema: its lists, connections, counts, and documents made for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A field that returns rows or counts of them; `path` leads to it from Query, or from `parent`."""

    path: tuple[str, ...]
    kind: str
    """list, connection, counts or record."""
    of: str
    """The type of the rows; of counts, the name of the answer's type."""
    parent: str = ""
    limited: bool = True
    """Whether it takes `first`."""

    @property
    def name(self) -> str:
        """As messages show it."""
        return f"{self.parent or 'Query'}.{'.'.join(self.path)}"

    def limited_path(self, first: int) -> tuple[str, ...]:
        """The path with `first` on the field, where it takes that."""
        return (*self.path[:-1], f"{self.path[-1]}(first: {first})") if self.limited else self.path


def node_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """The types of rows: all that implement Node."""
    node = schema.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    return sorted(schema.get_implementations(node).objects, key=lambda each: each.name)


def root_listings(schema: GraphQLSchema) -> list[Listing]:
    """Every list, connection and count below Query that needs no argument, namespaces included."""
    assert schema.query_type is not None
    return list(_below_root(schema.query_type, ()))


def nested_listings(parent: GraphQLObjectType) -> list[Listing]:
    """The lists and connections that stand on a type of rows."""
    found = []
    for name, field in _open_fields(parent):
        kind = kind_of(field)
        if kind in ("list", "connection") and _is_node(row_type(field)):
            found.append(Listing((name,), kind, row_type(field).name, parent.name, "first" in field.args))
    return found


def kind_of(field: GraphQLField) -> str:
    """What a field returns: leaf, leaves, list, connection, counts, record, or object."""
    named = get_named_type(field.type)
    many = is_list_type(get_nullable_type(field.type))
    if is_leaf_type(named):
        return "leaves" if many else "leaf"
    if not isinstance(named, GraphQLObjectType):
        return "object"
    if many:
        return "list"
    if {"nodes", "edges", "totalCount"} <= named.fields.keys():
        return "connection"
    if {"definition", "total", "rows"} <= named.fields.keys():
        return "counts"
    return "record" if _is_node(named) else "object"


def row_type(field: GraphQLField) -> GraphQLObjectType:
    """The type of the rows that a list, connection or record holds."""
    named = get_named_type(field.type)
    if kind_of(field) == "connection":
        assert isinstance(named, GraphQLObjectType)
        named = get_named_type(named.fields["nodes"].type)
    assert isinstance(named, GraphQLObjectType)
    return named


def selection(type_: GraphQLObjectType, depth: int, first: int | None = None) -> str:
    """Everything of a type that needs no argument, relations included `depth` levels down."""
    parts = ["__typename"]
    for name, field in _open_fields(type_):
        kind = kind_of(field)
        limit = f"(first: {first})" if first is not None and "first" in field.args else ""
        if kind in ("leaf", "leaves"):
            parts.append(name)
        elif depth > 0 and kind in ("list", "record"):
            parts.append(f"{name}{limit} {selection(row_type(field), depth - 1, first)}")
        elif depth > 0 and kind == "connection":
            parts.append(f"{name}{limit} {page(row_type(field), depth - 1, first)}")
    return "{ " + " ".join(parts) + " }"


def page(rows: GraphQLObjectType, depth: int, first: int | None = None) -> str:
    """Everything of a connection."""
    return (
        f"{{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {selection(rows, depth, first)} "
        "edges { cursor node { id } } }"
    )


def nested(path: tuple[str, ...], inner: str) -> str:
    """A document with the field at this path: `{ library { libraries INNER } }`."""
    return "{ " + " { ".join(path) + f" {inner}" + " }" * len(path)


def list_documents(composed: GraphQLSchema, rows_each: int = 50) -> dict[str, str]:
    """A document for each list field of the schema: those of Query, and those below a parent."""
    types = {each.name: each for each in node_types(composed)}
    made: dict[str, str] = {}
    homes: dict[str, Listing] = {}
    for root in root_listings(composed):
        if root.kind == "counts":
            made[root.name] = nested(root.path, "{ total rows { count } }")
            continue
        rows = types[root.of]
        homes.setdefault(root.of, root)
        inner = page(rows, 1, rows_each) if root.kind == "connection" else selection(rows, 1, rows_each)
        made[root.name] = nested(root.limited_path(rows_each), inner)
    for name, home in homes.items():
        for field in nested_listings(types[name]):
            rows = types[field.of]
            inner = page(rows, 1, rows_each) if field.kind == "connection" else selection(rows, 1, rows_each)
            below = f"{{ id {field.limited_path(rows_each)[0]} {inner} }}"
            if home.kind == "connection":
                below = f"{{ nodes {below} edges {{ node {below} }} }}"
            made[field.name] = nested(home.limited_path(rows_each), below)
    return made


def _below_root(type_: GraphQLObjectType, path: tuple[str, ...]) -> Iterator[Listing]:
    for name, field in _open_fields(type_):
        kind, here = kind_of(field), (*path, name)
        if kind in ("list", "connection"):
            rows = row_type(field)
            if _is_node(rows):
                yield Listing(here, kind, rows.name, limited="first" in field.args)
        elif kind == "counts":
            yield Listing(here, kind, get_named_type(field.type).name)
        elif kind == "object" and not path:
            named = get_named_type(field.type)
            if isinstance(named, GraphQLObjectType):
                yield from _below_root(named, here)


def _open_fields(type_: GraphQLObjectType) -> list[tuple[str, GraphQLField]]:
    return [
        (name, field)
        for name, field in type_.fields.items()
        if not any(is_required_argument(argument) for argument in field.args.values())
    ]


def _is_node(type_: GraphQLObjectType) -> bool:
    return any(each.name == "Node" for each in type_.interfaces)
